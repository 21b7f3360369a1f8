package io.unfade.spark;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Enforces the package graph of the module, and what of it knows of a terminal. */
@AnalyzeClasses(packages = "io.unfade.spark", importOptions = DoNotIncludeTests.class)
class SparkArchitectureTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingButCommands_knowsATerminal = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.spark.submit")
            .and()
            .doNotHaveSimpleName("Driver")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.cli..", "picocli..");

    @ArchTest
    static final ArchRule nothingButTheDriver_prints = noClasses()
            .that()
            .doNotHaveSimpleName("Driver")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    /** The commands start in a virtual machine that may lack Spark's settings. */
    @ArchTest
    static final ArchRule commands_useOnlyTheLauncherOfSpark = noClasses()
            .that()
            .resideInAPackage("io.unfade.spark.submit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark.sql..", "org.apache.spark.api..", "org.apache.spark");

    @ArchTest
    static final ArchRule nothing_dependsOnTheDefaultLocale = noClasses()
            .should()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class);
}

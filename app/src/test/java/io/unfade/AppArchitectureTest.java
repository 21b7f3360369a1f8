package io.unfade;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Holds the package graph of the app: results below pages below commands, figures apart, one place that prints. */
@AnalyzeClasses(packages = "io.unfade", importOptions = DoNotIncludeTests.class)
class AppArchitectureTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule report_takesPlainData = noClasses()
            .that()
            .resideInAPackage("io.unfade.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.cli..", "io.unfade.pages..", "io.unfade.results..", "ai.djl..", "picocli..");

    @ArchTest
    static final ArchRule results_knowNoPages = noClasses()
            .that()
            .resideInAPackage("io.unfade.results..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.report..", "io.unfade.pages..", "io.unfade.cli..", "picocli..");

    @ArchTest
    static final ArchRule pagesAndBenchmark_knowNoCommands = noClasses()
            .that()
            .resideInAnyPackage("io.unfade.pages..", "io.unfade.benchmark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.cli..", "picocli..");

    @ArchTest
    static final ArchRule nothingButCommands_prints = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule app_usesTheEngineThroughTheLibrary = noClasses()
            .that()
            .resideInAnyPackage("io.unfade.cli..", "io.unfade.pages..", "io.unfade.results..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");
}

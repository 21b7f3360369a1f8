package io.unfade.report;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/**
 * Keeps figures and pages independent of their data sources: input is plain numbers and text, and nothing is printed.
 */
@AnalyzeClasses(packages = "io.unfade", importOptions = DoNotIncludeTests.class)
class ReportDependenciesTest {
    /* Core, with an engine, file readers and solvers, is on the class path. */
    @ArchTest
    static final ArchRule report_takesPlainData = classes()
            .that()
            .resideInAPackage("io.unfade.report..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "",
                    "java..",
                    "javax..",
                    "org.w3c.dom..",
                    "org.jspecify..",
                    "org.jfree..",
                    "org.apache.batik..",
                    "com.github.mustachejava..",
                    "io.unfade.check..",
                    "io.unfade.report..");

    @ArchTest
    static final ArchRule rooms_areInOrder = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("draw")
            .definedBy("io.unfade.report.draw..")
            .layer("chart")
            .definedBy("io.unfade.report.chart..")
            .layer("map")
            .definedBy("io.unfade.report.map..")
            .layer("page")
            .definedBy("io.unfade.report.page..")
            .whereLayer("draw")
            .mayNotAccessAnyLayer()
            .whereLayer("chart")
            .mayOnlyAccessLayers("draw")
            .whereLayer("map")
            .mayOnlyAccessLayers("draw")
            .whereLayer("page")
            .mayOnlyAccessLayers("draw");

    @ArchTest
    static final ArchRule pages_leaveDrawingToFigures = noClasses()
            .that()
            .resideInAPackage("io.unfade.report.page..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jfree..", "org.apache.batik..", "java.awt..");

    @ArchTest
    static final ArchRule report_doesNotPrint = noClasses()
            .that()
            .resideInAPackage("io.unfade.report..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}

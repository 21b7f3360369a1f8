package io.unfade.report;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Holds reports apart from the command line and the neural engine. */
@AnalyzeClasses(packages = "io.unfade.report", importOptions = DoNotIncludeTests.class)
class ReportDependenciesTest {
    @ArchTest
    static final ArchRule report_takesPlainData = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.cli..", "io.unfade.engine..", "io.unfade.nn..", "ai.djl..", "picocli..");
}

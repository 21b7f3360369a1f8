package io.unfade.report;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Holds figures and pages apart from everything that they may show: plain numbers and text come in, nothing is printed. */
@AnalyzeClasses(packages = "io.unfade", importOptions = DoNotIncludeTests.class)
class ReportDependenciesTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule report_takesPlainData = noClasses()
            .that()
            .resideInAPackage("io.unfade.report..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.unfade..")
                    .and(not(resideInAnyPackage("io.unfade.check..", "io.unfade.report.."))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");

    @ArchTest
    static final ArchRule report_doesNotPrint = noClasses()
            .that()
            .resideInAPackage("io.unfade.report..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}

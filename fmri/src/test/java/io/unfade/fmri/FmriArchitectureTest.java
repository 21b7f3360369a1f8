package io.unfade.fmri;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Enforces the package graph of the module: acyclic, without the engine, silent. */
@AnalyzeClasses(packages = "io.unfade.fmri", importOptions = DoNotIncludeTests.class)
class FmriArchitectureTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule images_needNoEngine = noClasses()
            .that()
            .resideInAPackage("io.unfade.fmri..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "io.unfade.engine..", "io.unfade.nn..", "io.unfade.train..");

    @ArchTest
    static final ArchRule library_doesNotPrint = noClasses()
            .that()
            .resideInAPackage("io.unfade.fmri..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}

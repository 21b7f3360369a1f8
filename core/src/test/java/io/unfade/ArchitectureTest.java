package io.unfade;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Enforces the package graph of the library: acyclic, engine internals in one package, plain arrays where promised. */
@AnalyzeClasses(packages = "io.unfade", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engineInternals_onlyInEngine = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.pytorch..", "ai.djl.ndarray.internal..", "ai.djl.engine..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("ai.djl.training.GradientCollector");

    @ArchTest
    static final ArchRule plainArrays_needNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.unfade.check..",
                    "io.unfade.math..",
                    "io.unfade.data..",
                    "io.unfade.metric..",
                    "io.unfade.baseline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "io.unfade.engine..");

    /** Public for modules that open other formats. */
    @ArchTest
    static final ArchRule networksOfOtherPrograms_areFoundAsServices = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.model.foreign..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.unfade.model.foreign..");

    /** Public for neighbouring packages only: networks are built and used through {@code nn} and {@code nn.spec}. */
    @ArchTest
    static final ArchRule partsOfTheNetwork_areUsedByTheNetworkAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.nn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.nn.layer..", "io.unfade.nn.attention..", "io.unfade.nn.recurrent..");

    @ArchTest
    static final ArchRule specificationAndCells_needNoEngine = noClasses()
            .that()
            .resideInAnyPackage("io.unfade.nn.spec..", "io.unfade.nn.cell..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "io.unfade.engine..");

    /** Public for the methods of the neighbouring package only. */
    @ArchTest
    static final ArchRule graphs_areUsedByMethodsThatGoThroughNetworksAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.attribution.recurrent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.unfade.attribution.recurrent.graph..");

    @ArchTest
    static final ArchRule methodsThatGoThroughNetworks_needNoEngine = noClasses()
            .that()
            .resideInAPackage("io.unfade.attribution.recurrent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "io.unfade.engine..");

    @ArchTest
    static final ArchRule library_doesNotPrint = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.testing..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    /** See {@link io.unfade.engine.Constants}: a gradient through such an operation is occasionally wrong. */
    @ArchTest
    static final ArchRule differentiableCode_takesNoJavaNumbersAsOperands = noClasses()
            .that()
            .resideInAnyPackage("io.unfade.nn..", "io.unfade.train..", "io.unfade.attribution..")
            .and()
            .doNotHaveSimpleName("Adam")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "an array operation has a number as operand",
                    call -> call.getTargetOwner().isAssignableTo(NDArray.class)
                            && call.getTarget().getRawParameterTypes().stream()
                                    .anyMatch(type -> type.isEquivalentTo(Number.class))));
}

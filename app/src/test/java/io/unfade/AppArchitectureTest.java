package io.unfade;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.io.PrintStream;
import java.io.PrintWriter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Enforces the package graph of the app: results below pages below commands, one place that prints. */
@AnalyzeClasses(packages = "io.unfade", importOptions = DoNotIncludeTests.class)
class AppArchitectureTest {
    @ArchTest
    static final ArchRule packages_areAcyclic =
            slices().matching("io.unfade.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule workflow_knowsNoTerminal = noClasses()
            .that()
            .resideInAPackage("io.unfade.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.cli..", "io.unfade.experiments..", "picocli..");

    @ArchTest
    static final ArchRule results_knowNoPages = noClasses()
            .that()
            .resideInAPackage("io.unfade.workflow.result..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.report..", "io.unfade.workflow.page..");

    @ArchTest
    static final ArchRule experiments_areUsedByCommandsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("io.unfade.experiments..", "io.unfade.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.unfade.experiments..");

    @ArchTest
    static final ArchRule fmri_knowsNoUseCases = noClasses()
            .that()
            .resideInAPackage("io.unfade.fmri..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.workflow..", "io.unfade.validation..");

    @ArchTest
    static final ArchRule nothingButCommands_prints = noClasses()
            .that()
            .resideOutsideOfPackages("io.unfade.cli..", "io.unfade.testing..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    /** The same bytes in every locale: number formats and the Turkish i. */
    @ArchTest
    static final ArchRule nothing_dependsOnTheDefaultLocale = noClasses()
            .should()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
            .orShould()
            .callMethod(PrintStream.class, "printf", String.class, Object[].class);

    @ArchTest
    static final ArchRule onnxRuntime_isUsedByItsModuleAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule parquet_isUsedByItsModuleAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.parquet..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.unfade.parquet..", "org.apache.parquet..", "io.airlift..");

    @ArchTest
    static final ArchRule server_isUsedByItsCommandAlone = noClasses()
            .that()
            .resideOutsideOfPackages("io.unfade.serve..", "io.unfade.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.unfade.serve..");

    @ArchTest
    static final ArchRule http_isSpokenByTheServerAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.unfade.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule workspaces_jobsAndModels_speakNoHttp = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.unfade.serve.workspace..",
                    "io.unfade.serve.job..",
                    "io.unfade.serve.model..",
                    "io.unfade.serve.form..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule app_usesTheEngineThroughTheLibrary = noClasses()
            .that()
            .resideInAnyPackage("io.unfade.cli..", "io.unfade.workflow..", "io.unfade.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..");
}

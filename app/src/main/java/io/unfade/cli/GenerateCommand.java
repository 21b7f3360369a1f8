package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.TaskFmriOptions;
import io.unfade.data.synth.ProcessData;
import io.unfade.workflow.Generate;
import io.unfade.workflow.GenerateTaskFmri;
import io.unfade.workflow.base.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;

/** {@code unfade generate}: synthetic data of which the informative cells are known. */
@Command(
        name = "generate",
        description =
                "Writes train.npz and test.npz of a synthetic data set whose informative cells are known. The same "
                        + "seed gives the same numbers on every machine.")
final class GenerateCommand extends RequestCommand {
    @Parameters(
            paramLabel = "NAME",
            description = "earlier-box, middle-box, latter-box, mixed-boxes, three-earlier-boxes, three-middle-boxes, "
                    + "moving-box, task-fmri, or ts-TYPE-PROCESS. TYPE: middle, small-middle, rare-time, rare-feature, each "
                    + "also with moving- before it, positional-time or positional-feature. PROCESS: gaussian, "
                    + "harmonic, gaussian-process, pseudo-periodic, autoregressive, car or narma.")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to; made if missing.")
    private Path out;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Training series; not of task-fmri.")
    private int samples;

    @Option(
            names = "--test-samples",
            paramLabel = "N",
            description = "Test series; default 300, of ts-TYPE-PROCESS 100; not of task-fmri.")
    private @Nullable Integer testSamples;

    @Option(
            names = "--start",
            paramLabel = "STEP",
            description = "First step of the box, 0 to 40; moving-box only, default 0.")
    private @Nullable Integer start;

    @Option(
            names = "--variant",
            paramLabel = "FORM",
            description = "The process as published, or corrected: harmonic, car and narma as their names say; "
                    + "ts-TYPE-PROCESS only, default published.")
    private ProcessData.@Nullable Variant variant;

    @Mixin
    private TaskFmriOptions taskFmri = new TaskFmriOptions();

    @Override
    public Request<?> request() {
        if (name.equals(GenerateTaskFmri.NAME)) {
            refuse(List.of("--samples", "--test-samples", "--start", "--variant"), "other data sets");
            return taskFmri.request(out, seed());
        }
        refuse(TaskFmriOptions.OWN, GenerateTaskFmri.NAME);
        return new Generate(name, out, samples, testSamples, start, variant, seed());
    }

    private void refuse(List<String> options, String owner) {
        for (String option : options) {
            if (given(option)) {
                throw new UsageException(option + " belongs to " + owner + ", not to " + name);
            }
        }
    }
}

package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade generate}: synthetic data of which the informative cells are known. */
@Command(
        name = "generate",
        description =
                "Writes train.npz and test.npz of a synthetic data set whose informative cells are known. The same "
                        + "seed gives the same numbers on every machine.")
final class GenerateCommand extends AbstractCommand {
    @Parameters(
            paramLabel = "NAME",
            description =
                    "earlier-box, middle-box, latter-box, mixed-boxes, three-earlier-boxes, three-middle-boxes or "
                            + "moving-box.")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to; made if missing.")
    private Path out;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "1000", description = "Training series.")
    private int samples;

    @Option(names = "--test-samples", paramLabel = "N", defaultValue = "300", description = "Test series.")
    private int testSamples;

    @Option(
            names = "--start",
            paramLabel = "STEP",
            description = "First step of the box, 0 to 40; moving-box only, default 0.")
    private @Nullable Integer start;

    @Override
    Result execute() throws IOException {
        BoxData kind = kind();
        if (samples < 1 || testSamples < 1) {
            throw new UsageException(
                    "--samples and --test-samples must be at least 1, but were " + samples + " and " + testSamples);
        }
        BoxData.TrainTest data = kind.generate(samples, testSamples, seed());
        makeFolder(out, "--out");
        SeriesFiles.write(data.training(), out.resolve("train.npz"));
        SeriesFiles.write(data.test(), out.resolve("test.npz"));

        ObjectNode json = newObject();
        json.put("name", name);
        json.put("seed", seed());
        json.put("training", samples);
        json.put("test", testSamples);
        json.put("steps", BoxData.STEPS);
        json.put("features", BoxData.FEATURES);
        json.put("out", out.toString());
        return Result.of(
                json,
                "Wrote " + samples + " training and " + testSamples + " test series of " + BoxData.STEPS + " steps x "
                        + BoxData.FEATURES + " features to " + out.resolve("train.npz") + " and "
                        + out.resolve("test.npz"));
    }

    private BoxData kind() {
        if (name.equals(BoxData.MOVING_BOX)) {
            return BoxData.movingBox(start == null ? 0 : start);
        }
        if (start != null) {
            throw new UsageException("--start belongs to moving-box, not to " + name);
        }
        return BoxData.named(name);
    }
}

package io.unfade.serve.workspace;

import io.unfade.check.FileHash;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Files of a workspace, with numbers that are computed here. */
public final class Fixtures {
    private Fixtures() {}

    /** {@return the number of a cell} */
    public static float value(int series, int time, int feature) {
        return series + 0.1f * time - 0.01f * feature;
    }

    /** {@return 5 series of 1 to 4 steps, 3 features and 2 classes} */
    public static SeriesSet series() {
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, 5, 4, 3);
        for (int i = 0; i < 5; i++) {
            for (int t = 0; t < length(i); t++) {
                for (int c = 0; c < 3; c++) {
                    builder.cell(i, t, c, value(i, t, c));
                }
            }
        }
        byte[] reference = new byte[5 * 4 * 3];
        reference[12 + 1] = 1; // series 1, step 0, feature 1
        return builder.lengths(new int[] {4, 3, 2, 1, 4})
                .labels(new int[] {0, 1, 0, 1, 0}, List.of("rest", "<b>task</b>"))
                .reference(reference)
                .build();
    }

    public static int length(int series) {
        return new int[] {4, 3, 2, 1, 4}[series];
    }

    /** Writes maps of these series, of a model and of data with these hashes. */
    public static void writeMaps(Path file, String modelHash, String dataHash) throws IOException {
        NpzWriter.write(file, npz -> {
            npz.floats("saliency", i -> saliency(i / 12, i % 12 / 3, i % 3), 5, 4, 3);
            npz.array("lengths", new int[] {4, 3, 2, 1, 4}, 5);
            npz.array("target", new int[] {0, 1, 0, 1, 0}, 5);
            npz.array("probabilities", new double[] {.9, .1, .2, .8, .7, .3, .4, .6, .5, .5}, 5, 2);
            npz.strings(
                    "meta",
                    List.of("{\"method\": \"gradient\", \"output\": \"logit\", \"modelSha256\": \"" + modelHash
                            + "\", \"dataSha256\": \"" + dataHash + "\", \"classNames\": \"rest\\ntask\"}"));
        });
    }

    public static double saliency(int series, int time, int feature) {
        return time < length(series) ? (feature - 1) * (1 + series + time) : Double.NaN;
    }

    /** Writes a folder as of a model that was trained on a file; its weights are no weights. Returns the hash of the model. */
    public static String writeModel(Path folder, Path data) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("model.json"),
                "{\"format\": \"unfade-model/1\", \"cell\": \"lstm\", \"layers\": 1, \"bidirectional\": false, "
                        + "\"hidden\": 8, \"attention\": {\"kind\": \"none\"}, \"readout\": \"last\", \"features\": 3, "
                        + "\"classes\": 2, \"dropout\": 0.1, \"standardization\": \"none\", \"classNames\": null, "
                        + "\"featureNames\": null}");
        Files.writeString(folder.resolve("weights.safetensors"), "none");
        Files.writeString(
                folder.resolve("provenance.json"),
                "{\"data\": [{\"file\": \"" + data.getFileName() + "\", \"sha256\": \"" + FileHash.sha256(data)
                        + "\"}], \"training\": {\"bestEpoch\": 2, \"history\": [{\"epoch\": 2, \"validationAccuracy\": 0.75}]}}");
        return FileHash.sha256(folder.resolve("model.json"), folder.resolve("weights.safetensors"));
    }

    /** {@return numbers that no packing makes smaller} */
    public static byte[] noise(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}

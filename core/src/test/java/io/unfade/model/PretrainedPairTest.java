package io.unfade.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.engine.EngineRuntime;
import io.unfade.metric.Localization;
import io.unfade.model.tensor.Safetensors;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.testing.SharedFiles;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The authors' trained models as model folders: predictions, saliency and scores. */
class PretrainedPairTest {
    private static final double PROBABILITY = 1e-10;

    /** Relative to the largest entry of a map. */
    private static final double SALIENCY = 1e-9;

    private static final double METRIC = 1e-9;
    private static final Map<String, String> RENAMED = Map.of(
            "fc.weight", "head.weight",
            "fc.bias", "head.bias",
            "rnn.linear_first.weight", "attention.w1.weight",
            "rnn.linear_first.bias", "attention.w1.bias",
            "rnn.linear_second.weight", "attention.w2.weight",
            "rnn.linear_second.bias", "attention.w2.bias",
            "rnn.weight_iBarh", "rnn.weight_ih_l0",
            "rnn.weight_hh", "rnn.weight_hh_l0",
            "rnn.bias", "rnn.bias_ih_l0");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"LSTM,pretrained_lstm_topbox,FADES", "InputCellAttention,pretrained_ica_topbox,KEEPS"})
    void attribute_pretrainedModel_matchesTheAuthorsNumbers(String name, String file, Fading.Verdict verdict)
            throws IOException {
        Path weights = SharedFiles.pretrained(file + ".safetensors");
        writeFolder(weights, name.equals("LSTM") ? null : new ModelSpec.Attention(20, 50, HopPooling.CONCAT_L2));
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(SharedFiles.pretrained("pretrained_topbox.npz"), manager, DataType.FLOAT64);
                TrainedModel model = ModelFolder.load(folder)) {
            int[] labels =
                    Arrays.stream(golden.longs("target")).mapToInt(i -> (int) i).toArray();
            SeriesSet set = TestModels.series(golden, "x").toBuilder()
                    .labels(labels, List.of("top", "other"))
                    .build();
            assertThat(model.precision()).isEqualTo(Precision.DOUBLE);
            assertThat(flat(model.probabilities(set, 5)))
                    .containsExactly(golden.doubles(name + "_prob"), within(PROBABILITY));

            SaliencyMaps maps = Explainer.explain(
                    model,
                    set,
                    new Gradient(),
                    new Explainer.Request(new Target.Label(), Output.PROBABILITY, 5, 0),
                    Progress.NONE);

            assertThat(maps.count()).isEqualTo(12);
            for (int i = 0; i < maps.count(); i++) {
                assertSaliency(golden, name, maps, i);
                assertScores(golden, name, maps, i);
            }
            Diagnosis diagnosis = Diagnosis.of(model, set, maps, 2);
            assertThat(diagnosis.fading().verdict()).isEqualTo(verdict);
        }
    }

    private static void assertSaliency(Golden golden, String name, SaliencyMaps maps, int series) throws IOException {
        int steps = maps.steps();
        int features = maps.features();
        double[] map = maps.absolute(series);
        double largest = Arrays.stream(map).max().orElseThrow();
        double tolerance = SALIENCY * largest;
        double[] time = new double[steps];
        double[] feature = new double[features];
        for (int i = 0; i < map.length; i++) {
            time[i / features] += map[i];
            feature[i % features] += map[i];
        }
        assertThat(largest).isEqualTo(golden.doubles(name + "_saliency_max")[series], within(tolerance));
        assertThat(time)
                .containsExactly(
                        part(golden, name + "_saliency_time_sum", series, steps), within(features * tolerance));
        assertThat(feature)
                .containsExactly(
                        part(golden, name + "_saliency_feature_sum", series, features), within(steps * tolerance));
        long[] chosen = golden.longs("steps");
        double[] stored = part(golden, name + "_saliency_steps", series, chosen.length * features);
        for (int i = 0; i < stored.length; i++) {
            double value = map[(int) chosen[i / features] * features + i % features];
            assertThat(value).isEqualTo(stored[i], within(tolerance));
        }
        // maps are largest at the last step: there the numbers also agree relatively
        double[] sums = part(golden, name + "_saliency_time_sum", series, steps);
        assertThat(time[steps - 1] / sums[steps - 1]).isEqualTo(1, within(SALIENCY));
    }

    private static void assertScores(Golden golden, String name, SaliencyMaps maps, int series) throws IOException {
        double[] box = golden.doubles("reference_box");
        boolean[] reference = new boolean[maps.steps() * maps.features()];
        for (int t = (int) box[0]; t < box[1]; t++) {
            Arrays.fill(reference, t * maps.features() + (int) box[2], t * maps.features() + (int) box[3], true);
        }
        Localization scores = Localization.of(maps.absolute(series), reference);
        assertThat(new double[] {
                    scores.weightedJaccard(), scores.jaccard(), scores.euclidean(), scores.enrichment(), scores.rocAuc()
                })
                .containsExactly(
                        new double[] {
                            golden.doubles(name + "_weighted_jaccard")[series],
                            golden.doubles(name + "_jaccard")[series],
                            golden.doubles(name + "_euclidean")[series],
                            golden.doubles(name + "_enrichment")[series],
                            golden.doubles(name + "_auc")[series]
                        },
                        within(METRIC));
    }

    private static double[] part(Golden golden, String name, int index, int size) throws IOException {
        return Arrays.copyOfRange(golden.doubles(name), index * size, (index + 1) * size);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Writes the authors' weights with our names. */
    private void writeFolder(Path source, ModelSpec.@org.jspecify.annotations.Nullable Attention attention)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Safetensors.read(source).tensors().forEach((name, tensor) -> {
            if (!name.equals("rnn.weight_ih")) { // a leftover never used by their class
                boolean transposed = name.equals("rnn.weight_iBarh") || name.equals("rnn.weight_hh");
                tensors.put(RENAMED.getOrDefault(name, name), transposed ? transposed(tensor) : tensor);
            }
        });
        tensors.computeIfAbsent("rnn.bias_hh_l0", name -> Tensor.of(new double[20], 20));
        ModelSpec spec =
                new ModelSpec(Cell.LSTM, 1, false, 5, attention, ModelSpec.Readout.of(ReadoutKind.LAST), 100, 2, 0.1);
        Files.write(folder.resolve("model.json"), ModelJson.write(TestModels.describe(spec, Standardization.NONE)));
        try (OutputStream out = Files.newOutputStream(folder.resolve("weights.safetensors"))) {
            new Safetensors(tensors, Map.of()).write(out);
        }
    }

    private static Tensor transposed(Tensor tensor) {
        int rows = (int) tensor.shape()[0];
        int columns = (int) tensor.shape()[1];
        double[] values = tensor.toDoubles();
        double[] turned = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i % rows * columns + i / rows])
                .toArray();
        return Tensor.of(turned, columns, rows);
    }
}

package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Kind;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.vanishing.Diagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** A model of several members, against the mean of what its members say. */
class EnsembleTest {
    private static final int MEMBERS = 3;
    private static final SeriesSet SERIES = TestModels.series(Precision.DOUBLE, 4, 8, 3, 8, 6);

    private static final Explainer.Request REQUEST =
            new Explainer.Request(new Target.Fixed(1), new Contrast.None(), Output.LOGIT, 2, 1, SERIES);

    /** Methods whose map of a sum of functions is not the sum of their maps. */
    private static final Set<String> NOT_LINEAR =
            Set.of("var-grad", "temporal-rescaling", "extremal-mask", "dynamask", "two-way", "clipped", "calibrated");

    @TempDir
    Path folder;

    static Stream<ModelSpec> specs() {
        return TestModels.everySpec().stream();
    }

    private static TrainedModel ensemble(ModelSpec spec) {
        return TestModels.initialized(spec.withMembers(MEMBERS), Precision.DOUBLE, 9);
    }

    private static List<TrainedModel> members(TrainedModel model) {
        return IntStream.range(0, MEMBERS).mapToObj(model::member).toList();
    }

    private static double[] mean(List<double[]> values) {
        double[] mean = new double[values.get(0).length];
        Arrays.setAll(
                mean,
                i -> values.stream().mapToDouble(value -> value[i]).average().orElseThrow());
        return mean;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void logitsAndGradients_everySpec_areTheMeansOfTheMembers(ModelSpec spec) {
        try (TrainedModel model = ensemble(spec)) {
            List<TrainedModel> members = members(model);
            Inputs inputs = model.prepare(SERIES).inputs(0, 1, 2, 3);
            DifferentiableModel.Seed seed = probabilities -> {
                double[][] ones = new double[probabilities.length][TestModels.CLASSES];
                Arrays.stream(ones).forEach(row -> row[1] = 1);
                return ones;
            };
            assertThat(flat(model.outputs(inputs, Output.LOGIT)))
                    .containsExactly(
                            mean(members.stream()
                                    .map(member -> flat(member.outputs(inputs, Output.LOGIT)))
                                    .toList()),
                            within(1e-12));
            assertThat(model.derivative(inputs, Output.LOGIT, seed).gradient())
                    .containsExactly(
                            mean(members.stream()
                                    .map(member -> member.derivative(inputs, Output.LOGIT, seed)
                                            .gradient())
                                    .toList()),
                            within(1e-12));
            members.forEach(TrainedModel::close);
        }
    }

    @Test
    void stream_ofMembers_givesTheProbabilitiesOfTheSeriesSoFar() {
        try (TrainedModel model = ensemble(TestModels.lstm(HopPooling.MEAN, 0))) {
            SeriesStream stream = model.stream();
            double[] probabilities = new double[TestModels.CLASSES];
            double[] logits = new double[TestModels.CLASSES];
            for (int repetition = 0; repetition < 2; repetition++) {
                for (int t = 0; t < 8; t++) {
                    double[] step = new double[TestModels.FEATURES];
                    for (int c = 0; c < step.length; c++) {
                        step[c] = SERIES.value(0, t, c);
                    }
                    stream.step(step, probabilities);
                    stream.logits(logits);
                    Inputs soFar = new Inputs(
                            Arrays.copyOf(model.prepare(SERIES).inputs(0).values(), (t + 1) * step.length),
                            new int[] {t + 1},
                            t + 1,
                            step.length);
                    assertThat(probabilities)
                            .containsExactly(model.outputs(soFar, Output.PROBABILITY)[0], within(1e-12));
                    assertThat(logits).containsExactly(model.outputs(soFar, Output.LOGIT)[0], within(1e-12));
                }
                stream.reset();
            }
        }
    }

    @Test
    void explain_everyLinearMethod_isTheMeanOfTheMembers() {
        ModelSpec spec = TestModels.spec(Cell.LSTM, 1, false, HopPooling.CONCAT, ReadoutKind.CONJUNCTIVE, 0);
        try (TrainedModel model = ensemble(spec)) {
            List<TrainedModel> members = members(model);
            for (Kind kind : Attributions.kinds()) {
                Attribution method = Attributions.of(kind.key(), options(kind));
                List<double[]> own =
                        members.stream().map(member -> values(member, method)).toList();
                if (NOT_LINEAR.contains(kind.key())) {
                    assertThat(values(model, method)).as(kind.key()).isNotEqualTo(mean(own));
                } else {
                    assertThat(values(model, method)).as(kind.key()).containsExactly(mean(own), within(1e-9));
                }
            }
            members.forEach(TrainedModel::close);
        }
    }

    private static Map<String, String> options(Kind kind) {
        if (kind.key().equals("time-shap")) {
            return Map.of("tolerance", "0"); // else it joins other steps in each member
        }
        if (Set.of("noise-gradient", "evidence").contains(kind.key())) {
            return Map.of("level", "2"); // these networks were trained without noise
        }
        if (kind.key().equals("two-way")) {
            return Map.of("method.level", "2");
        }
        boolean learns =
                kind.options().stream().anyMatch(option -> option.name().equals("iterations"));
        return learns ? Map.of("iterations", "25") : Map.of();
    }

    private static double[] values(TrainedModel model, Attribution method) {
        SaliencyMaps maps = Explainer.explain(model, SERIES, method, REQUEST, Progress.NONE);
        return IntStream.range(0, maps.count())
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, maps.length(i) * maps.features())
                        .mapToDouble(cell -> maps.value(i, cell / maps.features(), cell % maps.features())))
                .toArray();
    }

    @Test
    void save_members_isReadBackAsWritten() throws IOException {
        for (ModelSpec spec : List.of(
                TestModels.lstm(null, 0.1),
                TestModels.withStem(TestModels.everyStem().get(2), TestModels.lstm(null, 0)))) {
            try (TrainedModel model = ensemble(spec)) {
                ModelFolder.save(model, folder.resolve("m"));
                assertThat(Files.readString(folder.resolve("m/model.json"))).contains("\"members\" : 3");
                try (TrainedModel read = ModelFolder.load(folder.resolve("m"))) {
                    assertThat(read.description()).isEqualTo(model.description());
                    assertThat(read.weights()).isEqualTo(model.weights());
                    assertThat(read.weight("head.bias").shape()).containsExactly(3, 3);
                }
                ModelFolder.save(model.member(1), folder.resolve("m"));
                assertThat(Files.readString(folder.resolve("m/model.json"))).doesNotContain("members");
            }
        }
    }

    @Test
    void load_anotherNumberOfMembers_isRefused() throws IOException {
        try (TrainedModel model = ensemble(TestModels.lstm(null, 0))) {
            ModelFolder.save(model, folder);
        }
        String json = Files.readString(folder.resolve("model.json"));
        Files.writeString(folder.resolve("model.json"), json.replace("\"members\" : 3", "\"members\" : 4"));
        assertThatThrownBy(() -> ModelFolder.load(folder))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("model.json asks for shape [4, 12, 5], but it has [3, 12, 5]");
        Files.writeString(folder.resolve("model.json"), json.replace("\"members\" : 3", "\"members\" : 0"));
        assertThatThrownBy(() -> ModelFolder.load(folder)).hasMessageContaining("members must be at least 1");
    }

    @Test
    void diagnose_members_takesTheMedianOverSeriesAndMembers() {
        try (TrainedModel model = ensemble(TestModels.lstm(null, 0))) {
            SeriesSet one = SERIES.select(0);
            SaliencyMaps maps = Explainer.explain(model, one, new Gradient(), REQUEST, Progress.NONE);
            Diagnosis.Memory memory =
                    Objects.requireNonNull(Diagnosis.of(model, one, maps, 1).memory());
            double[] ofMembers = members(model).stream()
                    .mapToDouble(member ->
                            Diagnosis.jacobian(member, one, 0).toHidden().spectral()[4])
                    .sorted()
                    .toArray();
            assertThat(memory.series()).isEqualTo(1);
            assertThat(memory.spectral()[3]).isEqualTo(ofMembers[1], within(1e-12));
            assertThatThrownBy(() -> Diagnosis.jacobian(model, one, 0)).hasMessageContaining("members");
        }
    }
}

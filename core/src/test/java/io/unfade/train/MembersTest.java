package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Initialization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Members that are trained side by side, against each trained alone. */
class MembersTest {
    private static final int MEMBERS = 3;
    private static final int SERIES = 4;
    private static final int STEPS = 7;
    private static final int[] LENGTHS = {8, 5, 8, 3, 7, 8, 4, 8, 6, 8, 8, 5, 7};

    private static final SeriesSet TRAINING = TestModels.series(Precision.DOUBLE, 1, LENGTHS);
    private static final SeriesSet VALIDATION = TestModels.series(Precision.DOUBLE, 2, 8, 6, 7, 8, 5, 8);

    @TempDir
    Path folder;

    static Stream<ModelSpec> specs() {
        return TestModels.everySpec().stream();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void losses_severalMembers_haveTheGradientsOfEachAlone(ModelSpec spec) {
        assertGradientsOfEach(spec, Regime.STANDARD, 0);
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void losses_recomputedSegments_haveTheGradientsOfEachAlone(Regime regime) {
        assertGradientsOfEach(TestModels.lstm(HopPooling.CONCAT_L2, 0), regime, 3);
    }

    private static void assertGradientsOfEach(ModelSpec spec, Regime regime, int segment) {
        try (TrainedModel all = TestModels.initialized(spec.withMembers(MEMBERS), Precision.DOUBLE, 7);
                NDManager scope = all.newScope()) {
            all.network().recompute(segment);
            NDArray x = random(scope, new Shape((long) MEMBERS * SERIES, STEPS, TestModels.FEATURES), 1);
            long[] lengths = {7, 7, 4, 7, 1, 7, 7, 5, 7, 7, 7, 7};
            NDArray targets = random(scope, new Shape((long) MEMBERS * SERIES, TestModels.CLASSES), 2)
                    .abs();
            List<TrainedModel> each =
                    IntStream.range(0, MEMBERS).mapToObj(all::member).toList();
            NDArray losses = gradients(all, x, lengths, targets, regime);
            for (int member = 0; member < MEMBERS; member++) {
                String part = member * SERIES + ":" + (member + 1) * SERIES;
                try (TrainedModel alone = each.get(member)) {
                    alone.network().recompute(segment);
                    long[] own = Arrays.copyOfRange(lengths, member * SERIES, (member + 1) * SERIES);
                    NDArray loss = gradients(
                            alone,
                            x.get(part).duplicate(),
                            own,
                            targets.get(part).duplicate(),
                            regime);
                    assertThat(losses.getDouble(member)).isEqualTo(loss.getDouble(), within(1e-12));
                    for (String name : alone.network().learntWeights().keySet()) {
                        assertClose(
                                all.network()
                                        .weight(name)
                                        .getArray()
                                        .getGradient()
                                        .get(member),
                                alone.network().weight(name).getArray().getGradient(),
                                name);
                    }
                    for (String name : alone.network().weights().keySet()) { // with the running statistics
                        assertClose(
                                all.network().weight(name).getArray().get(member),
                                alone.network().weight(name).getArray(),
                                name);
                    }
                }
            }
        }
    }

    private static NDArray gradients(TrainedModel model, NDArray x, long[] lengths, NDArray targets, Regime regime) {
        NDList inputs = new NDList(x, x.getManager().create(lengths));
        return Gradients.ofParameters(
                model.parameters(),
                () -> TrainingStep.losses(
                        regime,
                        model.network().forward(model.store(), inputs, true).head(),
                        targets,
                        model.spec().members()));
    }

    private static NDArray random(NDManager scope, Shape shape, long seed) {
        Random random = new Random(seed);
        return scope.create(
                IntStream.range(0, (int) shape.size())
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray(),
                shape);
    }

    private static void assertClose(NDArray actual, NDArray expected, String name) {
        assertThat(Tensor.of(actual).toDoubles())
                .as(name)
                .containsExactly(Tensor.of(expected).toDoubles(), within(1e-10));
    }

    private static TrainingOptions options() {
        TrainingOptions plain = TrainerTest.options(6, 0.05, 2, ClassWeights.BALANCED, Regime.STANDARD, 11);
        return plain.with(new Length(6, 0, 5)).with(new Augmentation(0.1, 0.2, 0.2, 0.1, 0.3, 0.1, 0.1));
    }

    private static ModelSpec spec() {
        return TestModels.withStem(
                TestModels.everyStem().get(2),
                TestModels.spec(Cell.LSTM, 1, false, HopPooling.MEAN, ReadoutKind.MEAN, 0));
    }

    private static TrainedModel model(int members, long seed) {
        return TestModels.initialized(spec().withMembers(members), Precision.DOUBLE, seed);
    }

    @Test
    void train_severalMembers_areWhatEachIsWithItsSeedAlone() throws IOException {
        assertTrainedAsAlone(options());
        assertTrainedAsAlone(options()
                .with(new Descent(
                        TrainingOptions.Optimizer.ADAMW, 0.05, TrainingOptions.Schedule.COSINE, 0.1, 0.05, 0.05, 0.5)));
        assertTrainedAsAlone(options().with(Regime.AUTHORS));
    }

    private static void assertTrainedAsAlone(TrainingOptions options) throws IOException {
        List<Integer> bestEpochs = new ArrayList<>();
        try (TrainedModel all = model(MEMBERS, options.seed())) {
            TrainingResult result = new Trainer(options, Progress.NONE).train(all, TRAINING, VALIDATION, null, false);
            for (int member = 0; member < MEMBERS; member++) {
                long seed = Initialization.memberSeed(options.seed(), member);
                try (TrainedModel alone = model(1, seed);
                        TrainedModel own = all.member(member)) {
                    TrainingResult expected = new Trainer(options.withSeed(seed), Progress.NONE)
                            .train(alone, TRAINING, VALIDATION, null, false);
                    assertWeightsClose(own, alone);
                    TrainingResult actual = result.members().get(member);
                    assertThat(actual.bestEpoch()).isEqualTo(expected.bestEpoch());
                    assertThat(actual.best().validationLoss())
                            .isEqualTo(expected.best().validationLoss(), within(1e-8));
                    assertThat(actual.best().trainingAccuracy())
                            .isEqualTo(expected.best().trainingAccuracy(), within(1e-12));
                    bestEpochs.add(expected.bestEpoch());
                }
            }
            assertThat(result.best().validationLoss())
                    .isEqualTo(
                            result.members().stream()
                                    .mapToDouble(member -> member.best().validationLoss())
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
        }
        assertThat(bestEpochs).allMatch(epoch -> epoch >= 1);
    }

    private static void assertWeightsClose(TrainedModel actual, TrainedModel expected) {
        Map<String, Tensor> weights = expected.weights();
        actual.weights()
                .forEach((name, tensor) -> assertThat(tensor.toDoubles())
                        .as(name)
                        .containsExactly(
                                Objects.requireNonNull(weights.get(name)).toDoubles(), within(1e-7)));
    }

    @Test
    void train_membersWithTheirOwnSeries_learnFromThem() throws IOException {
        TrainingOptions options = options();
        List<MemberSeries> series = List.of(
                new MemberSeries(TRAINING.select(0, 1, 2, 3, 4, 5, 6), VALIDATION.select(0, 1, 2)),
                new MemberSeries(TRAINING.select(6, 7, 8, 9, 10, 11, 12), VALIDATION),
                new MemberSeries(TRAINING.select(0, 2, 4, 6, 8, 10, 12), VALIDATION.select(5)));
        try (TrainedModel all = model(MEMBERS, options.seed())) {
            new Trainer(options, Progress.NONE).train(all, series, null, false);
            for (int member = 0; member < MEMBERS; member++) {
                long seed = Initialization.memberSeed(options.seed(), member);
                try (TrainedModel alone = model(1, seed);
                        TrainedModel own = all.member(member)) {
                    new Trainer(options.withSeed(seed), Progress.NONE)
                            .train(alone, List.of(series.get(member)), null, false);
                    assertWeightsClose(own, alone);
                }
            }
        }
    }

    @Test
    void train_setsOfSeveralSizes_takesAsManyStepsAsTheSmallest() throws IOException {
        TrainingOptions options = options().with(new Length(2, 0, 5)).with(new Stopping(50));
        List<MemberSeries> series =
                List.of(new MemberSeries(TRAINING.select(0, 1, 2, 3, 4), null), new MemberSeries(TRAINING, null));
        try (TrainedModel all = model(2, options.seed());
                TrainedModel alone = model(1, options.seed());
                TrainedModel own = all.member(0)) {
            TrainingResult result = new Trainer(options, Progress.NONE).train(all, series, null, false);
            new Trainer(options, Progress.NONE).train(alone, series.subList(0, 1), null, false);
            try (TrainedModel trained = all.member(0)) {
                assertWeightsClose(trained, alone);
            }
            assertThat(result.history()).hasSize(2);
            assertThat(own.weights()).isNotEqualTo(alone.weights());
        }
    }

    @Test
    void train_wrongNumberOfSets_isRefused() {
        try (TrainedModel all = model(MEMBERS, 1)) {
            List<MemberSeries> two = List.of(new MemberSeries(TRAINING, null), new MemberSeries(TRAINING, null));
            assertThatThrownBy(() -> new Trainer(options(), Progress.NONE).train(all, two, null, false))
                    .hasMessage("3 members need series each, or the same for all, but there are 2 sets");
        }
    }

    @Test
    void train_resumedMembers_areThoseOfAnUninterruptedRun() throws IOException {
        TrainingOptions options = options();
        Map<String, Tensor> whole = trained(options, new Checkpoint(folder.resolve("whole")), false);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("cut"));
        trained(options.with(new Length(2, 0, 5)), checkpoint, false);
        assertThat(trained(options, checkpoint, true)).isEqualTo(whole);
    }

    private static Map<String, Tensor> trained(TrainingOptions options, Checkpoint checkpoint, boolean resume)
            throws IOException {
        try (TrainedModel all = model(MEMBERS, 5)) {
            new Trainer(options, Progress.NONE).train(all, TRAINING, VALIDATION, checkpoint, resume);
            return all.weights();
        }
    }

    @Test
    void stackedArrays_ofMembers_areTheirInitialWeights() {
        try (TrainedModel all = model(MEMBERS, 3)) {
            for (int member = 0; member < MEMBERS; member++) {
                try (TrainedModel alone = model(1, Initialization.memberSeed(3, member));
                        TrainedModel own = all.member(member)) {
                    assertThat(own.weights()).isEqualTo(alone.weights());
                }
            }
        }
    }
}

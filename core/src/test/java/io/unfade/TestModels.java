package io.unfade;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Classifier;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** Small models and series for tests. */
public final class TestModels {
    public static final int FEATURES = 5;
    public static final int CLASSES = 3;

    private TestModels() {}

    /**
     * {@return every combination of cell, layers and directions, readout and attention, with small sizes, then every stem
     * in front of some of them, every preparation, and attention that sees positions}
     */
    public static List<ModelSpec> everySpec() {
        List<ModelSpec> specs = new ArrayList<>();
        for (Cell cell : Cell.values()) {
            for (ReadoutKind readout : ReadoutKind.values()) {
                specs.add(spec(cell, 1, false, null, readout, 0));
                specs.add(spec(cell, 2, true, null, readout, 0));
                for (HopPooling pooling : HopPooling.values()) {
                    specs.add(spec(cell, 1, false, pooling, readout, 0));
                    specs.add(spec(cell, 2, true, pooling, readout, 0));
                }
            }
        }
        for (Stem stem : everyStem()) {
            specs.add(withStem(stem, lstm(HopPooling.CONCAT, 0)));
            specs.add(withStem(stem, spec(Cell.GRU, 2, true, HopPooling.MEAN, ReadoutKind.MEAN, 0)));
            specs.add(withStem(stem, spec(Cell.RNN, 1, false, null, ReadoutKind.MAX, 0)));
        }
        Stem causal = new Stem.Windows(3, 2, Stem.Alignment.CAUSAL, 0);
        for (Preparation preparation : everyPreparation()) {
            specs.add(lstm(HopPooling.CONCAT, 0).withPreparation(preparation));
            specs.add(withStem(causal, spec(Cell.GRU, 1, false, null, ReadoutKind.MEAN, 0))
                    .withPreparation(preparation));
            specs.add(withStem(new Stem.Linear(2, 0), spec(Cell.RNN, 2, true, HopPooling.MEAN, ReadoutKind.MAX, 0))
                    .withPreparation(preparation));
        }
        specs.addAll(positioned());
        return specs;
    }

    /** {@return architectures whose attention sees positions, in a period shorter and longer than the series of tests} */
    public static List<ModelSpec> positioned() {
        List<ModelSpec> specs = new ArrayList<>();
        for (HopPooling pooling : HopPooling.values()) {
            specs.add(withPositions(new Positions(3, 12), lstm(pooling, 0)));
            specs.add(withPositions(new Positions(1, 4), spec(Cell.GRU, 2, true, pooling, ReadoutKind.MEAN, 0)));
        }
        Stem causal = new Stem.Windows(3, 2, Stem.Alignment.CAUSAL, 0);
        specs.add(withStem(causal, specs.get(0)).withPreparation(new Preparation(0.8, Differences.ADDED, 2)));
        return specs;
    }

    /** {@return an architecture whose attention also sees positions} */
    public static ModelSpec withPositions(Positions positions, ModelSpec spec) {
        ModelSpec.Attention attention = Objects.requireNonNull(spec.attention());
        return new ModelSpec(
                spec.preparation(),
                spec.stem(),
                spec.cell(),
                spec.layers(),
                spec.bidirectional(),
                spec.hidden(),
                new ModelSpec.Attention(attention.hops(), attention.width(), attention.pooling(), positions),
                spec.readout(),
                spec.features(),
                spec.classes(),
                spec.dropout(),
                spec.members());
    }

    /** {@return every part of a preparation, alone and together} */
    public static List<Preparation> everyPreparation() {
        return List.of(
                new Preparation(0.8, Differences.NONE, 1),
                new Preparation(null, Differences.ADDED, 1),
                new Preparation(null, Differences.ONLY, 1),
                new Preparation(null, Differences.NONE, 3),
                new Preparation(0.8, Differences.ADDED, 5));
    }

    /** {@return stems of every kind, with small sizes} */
    public static List<Stem> everyStem() {
        List<Stem> stems = new ArrayList<>();
        stems.add(new Stem.Linear(2, 0));
        for (Stem.Alignment alignment : Stem.Alignment.values()) {
            stems.add(new Stem.Windows(4, 3, alignment, 0));
            Stem.Layer first = new Stem.Layer(List.of(1, 4), 2, 2);
            stems.add(new Stem.Convolutions(List.of(first), alignment, 0));
            stems.add(new Stem.Convolutions(List.of(first, new Stem.Layer(List.of(3), 3, 2)), alignment, 0));
        }
        return stems;
    }

    /** {@return an architecture with another stem} */
    public static ModelSpec withStem(Stem stem, ModelSpec spec) {
        return new ModelSpec(
                spec.preparation(),
                stem,
                spec.cell(),
                spec.layers(),
                spec.bidirectional(),
                spec.hidden(),
                spec.attention(),
                spec.readout(),
                spec.features(),
                spec.classes(),
                spec.dropout(),
                spec.members());
    }

    /** {@return an architecture with hidden size 3; attention, if any, has 2 hops of width 4} */
    public static ModelSpec spec(
            Cell cell,
            int layers,
            boolean bidirectional,
            @Nullable HopPooling pooling,
            ReadoutKind readout,
            double dropout) {
        return new ModelSpec(
                cell,
                layers,
                bidirectional,
                3,
                pooling == null ? null : new ModelSpec.Attention(2, 4, pooling),
                readout(readout, 2, 3),
                FEATURES,
                CLASSES,
                dropout);
    }

    /** {@return a readout of some kind, with the sizes that belong to it} */
    public static ModelSpec.Readout readout(ReadoutKind kind, int hops, int width) {
        return switch (kind) {
            case SELF_ATTENTION -> new ModelSpec.Readout(kind, hops, width);
            case CONJUNCTIVE -> new ModelSpec.Readout(kind, 0, width);
            case LAST, LAST_STEP, MAX, MEAN -> ModelSpec.Readout.of(kind);
        };
    }

    /** {@return an LSTM that reads its last state} */
    public static ModelSpec lstm(@Nullable HopPooling pooling, double dropout) {
        return spec(Cell.LSTM, 1, false, pooling, ReadoutKind.LAST, dropout);
    }

    /** {@return a description without names} */
    public static ModelDescription describe(ModelSpec spec, Standardization standardization) {
        return new ModelDescription(spec, standardization, null, null);
    }

    /** {@return a model with initial weights and no standardisation} */
    public static TrainedModel initialized(ModelSpec spec, Precision precision, long seed) {
        return TrainedModel.initialize(describe(spec, Standardization.NONE), Standardizer.none(), precision, seed);
    }

    /** {@return a model in double precision with the weights of a network, without standardisation} */
    public static TrainedModel of(Classifier network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> weights.put(name, Tensor.of(weight.getArray())));
        return TrainedModel.of(
                describe(network.spec(), Standardization.NONE), Standardizer.none(), Precision.DOUBLE, weights);
    }

    /**
     * {@return labelled series with {@link #FEATURES} features and {@link #CLASSES} classes that a model can learn to
     * distinguish: the class raises one feature}
     *
     * @param lengths of each series; the longest determines the steps of the set
     */
    public static SeriesSet series(Precision precision, long seed, int... lengths) {
        Random random = new Random(seed);
        int steps = Arrays.stream(lengths).max().orElseThrow();
        SeriesBuilder builder = SeriesSet.builder(precision, lengths.length, steps, FEATURES);
        int[] labels = IntStream.range(0, lengths.length).map(i -> i % CLASSES).toArray();
        for (int i = 0; i < lengths.length; i++) {
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < FEATURES; c++) {
                    builder.cell(i, t, c, 0.7 * random.nextGaussian() + (c == labels[i] ? 1 : 0));
                }
            }
        }
        return builder.lengths(lengths).labels(labels, List.of("a", "b", "c")).build();
    }

    /** {@return the series with every fourth in group 1, the others in group 0} */
    public static SeriesSet grouped(SeriesSet set) {
        return set.toBuilder()
                .groups(IntStream.range(0, set.count())
                        .map(i -> i % 4 == 3 ? 1 : 0)
                        .toArray())
                .build();
    }

    /** {@return n labelled series of equal length} */
    public static SeriesSet equalSeries(Precision precision, long seed, int count, int steps) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, steps);
        return series(precision, seed, lengths);
    }

    /** {@return the series of a reference file in double precision: {@code (B, T, N)}, or {@code (T, N)} for one} */
    public static SeriesSet series(Golden golden, String name) throws IOException {
        NDArray x = golden.array(name);
        long[] shape = x.getShape().getShape();
        int count = shape.length == 3 ? (int) shape[0] : 1;
        int steps = (int) shape[shape.length - 2];
        int features = (int) shape[shape.length - 1];
        double[] values = golden.doubles(name);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, count, steps, features);
        for (int i = 0; i < values.length; i++) {
            builder.cell(i / (steps * features), i / features % steps, i % features, values[i]);
        }
        return builder.build();
    }

    /** {@return the number of arrays that a model currently holds, including its open scopes} */
    public static int heldArrays(TrainedModel model) {
        try (NDManager scope = model.newScope()) {
            return scope.getParentManager().getManagedArrays().size();
        }
    }
}

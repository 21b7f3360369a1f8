package io.unfade.experiments.field.box;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.experiments.trial.NoiseRecipe;
import io.unfade.math.Seeds;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelJson;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.WholeTraining;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CancellationException;

/**
 * A kind of network that is trained on the data of a benchmark and explained. None
 * looks at validation series: all updates are done, and the last weights are explained.
 */
public enum Box implements Keyed {
    /**
     * The published model of series whose steps have classes: one layer of 200 gated recurrent units. Batch normalisation, the
     * ramp function and dropout between it and the linear layer are left out.
     */
    GRU("GRU of 200 units"),
    /**
     * The field's recurrent model of series with a class: three layers of LSTMs in both directions, 64 units each. Each unit's
     * largest value over time is read, where the mean was published: by the mean, combined sequences were not learnt in 600
     * updates. The hidden layer after it is left out. No published number here is of it.
     */
    BIDIRECTIONAL("3 layers of LSTMs in both directions"),
    /** An LSTM of 64 units; of series with a class, the largest value of each over time. */
    LSTM("LSTM"),
    /** The same with input-cell attention. */
    ATTENTION("LSTM + input-cell attention"),
    /** Six small LSTMs with input-cell attention that sees positions, trained under noise at the edge of what can be learnt. */
    RECIPE("the same, trained under noise");

    private static final int GRU_UNITS = 200;
    private static final int LAYERS = 3;
    private static final int UNITS = 64;
    private static final int HOPS = 8;
    private static final int WIDTH = 20;
    private static final double DROPOUT = 0.2;
    private static final int MEMBERS = 6;
    private static final int FEW_UNITS = 5;
    private static final int UNITS_OF_MANY_CLASSES = 16;
    private static final double NOISE_RATE = 0.01;
    private static final int WEIGHTS_STREAM = 1;
    private static final int TRAINING_STREAM = 3;
    private static final double WARM_UP = 0.05;

    private final String title;

    Box(String title) {
        this.title = title;
    }

    /** {@return its name for readers} */
    public String title() {
        return title;
    }

    /**
     * How long a box is trained, and at what rate.
     *
     * @param updates of the weights, at least 1; the nearest number of whole epochs is done, at least one
     * @param batchSize series of each
     * @param rate largest learning rate of Adam; it falls to 0 by half a cosine
     * @param decay of the weights
     */
    public record Effort(int updates, int batchSize, double rate, double decay) {
        /** {@return how often each of some series is read, rounded, at least once: epochs, or prefixes of it in one epoch} */
        public int passes(int series) {
            return (int) Math.max(1, Math.round((double) updates * batchSize / series));
        }

        /** {@return the updates of as many epochs over some series} */
        public int done(int series) {
            return passes(series) * (1 + (series - 1) / batchSize);
        }
    }

    /**
     * {@return a trained network; to be closed by the caller} Depends only on the arguments.
     *
     * @param training with a class for each series
     * @param ofPrefixes whether the series are prefixes, see {@link Cuts}, so that the last state is read
     * @throws CancellationException if it was cancelled
     */
    public TrainedModel train(SeriesSet training, Effort effort, boolean ofPrefixes, long seed, Progress progress) {
        Standardization kind = standardization(ofPrefixes);
        Standardizer standardizer =
                kind == Standardization.NONE ? Standardizer.none() : Standardizer.fit(kind, training);
        TrainedModel model = TrainedModel.initialize(
                ModelDescription.of(spec(training, ofPrefixes), kind, training),
                standardizer,
                Precision.SINGLE,
                Seeds.derive(seed, WEIGHTS_STREAM));
        TrainingOptions options = options(training, training.count(), effort, Seeds.derive(seed, TRAINING_STREAM));
        WholeTraining.of(model, options, training, null, progress);
        return model;
    }

    private Standardization standardization(boolean ofPrefixes) {
        return this == GRU
                ? Standardization.NONE
                : this == RECIPE && !ofPrefixes ? Standardization.PER_CELL : Standardization.PER_FEATURE;
    }

    /**
     * {@return all that decides what is trained, but the seed: the network with its standardisation, and the training}
     *
     * @param like some series with the steps, features and classes of those to train with
     * @param count of the series to train with
     */
    public ObjectNode settings(SeriesSet like, int count, Effort effort, boolean ofPrefixes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set(
                "network",
                ModelJson.toJson(ModelDescription.of(spec(like, ofPrefixes), standardization(ofPrefixes), like)));
        return node.put("training", options(like, count, effort, 0).toString()).put("updatesDone", effort.done(count));
    }

    private ModelSpec spec(SeriesSet set, boolean ofPrefixes) {
        ReadoutKind last = ofPrefixes ? ReadoutKind.LAST : ReadoutKind.MAX;
        return switch (this) {
            case GRU -> spec(Cell.GRU, 1, false, GRU_UNITS, null, ReadoutKind.LAST, 0, set);
            case BIDIRECTIONAL -> spec(Cell.LSTM, LAYERS, true, UNITS, null, ReadoutKind.MAX, 0, set);
            case LSTM -> spec(Cell.LSTM, 1, false, UNITS, null, last, DROPOUT, set);
            case ATTENTION ->
                spec(
                        Cell.LSTM,
                        1,
                        false,
                        UNITS,
                        new ModelSpec.Attention(HOPS, WIDTH, HopPooling.MEAN),
                        last,
                        DROPOUT,
                        set);
            case RECIPE -> recipe(set, 1, 1, NOISE_RATE).spec(set, true, true, MEMBERS);
        };
    }

    private static ModelSpec spec(
            Cell cell,
            int layers,
            boolean bidirectional,
            int units,
            ModelSpec.@Nullable Attention attention,
            ReadoutKind readout,
            double dropout,
            SeriesSet set) {
        return new ModelSpec(
                cell,
                layers,
                bidirectional,
                units,
                attention,
                ModelSpec.Readout.of(readout),
                set.features(),
                set.classCount(),
                dropout);
    }

    private static NoiseRecipe recipe(SeriesSet set, int epochs, int batch, double rate) {
        int units = set.classCount() <= 2 ? FEW_UNITS : Math.max(UNITS_OF_MANY_CLASSES, 2 * set.classCount());
        return new NoiseRecipe(units, epochs, batch, rate);
    }

    private TrainingOptions options(SeriesSet like, int count, Effort effort, long seed) {
        int epochs = effort.passes(count);
        if (this == RECIPE) {
            return recipe(like, epochs, effort.batchSize(), effort.rate()).options(seed);
        }
        Optimizer optimizer = this == GRU || this == BIDIRECTIONAL ? Optimizer.ADAM : Optimizer.ADAMW;
        return TrainingOptions.defaults()
                .with(new Length(epochs, effort.batchSize()))
                .with(new Descent(optimizer, effort.rate(), Schedule.COSINE, WARM_UP, effort.decay(), 1, 0))
                .with(Stopping.NEVER)
                .withSeed(seed);
    }
}

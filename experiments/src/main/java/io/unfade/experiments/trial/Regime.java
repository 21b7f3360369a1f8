package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Choices;
import io.unfade.model.Output;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Stopping;

import java.util.Locale;

/** How a model is trained, selected and explained. */
public enum Regime {
    /**
     * As the authors do: a superfluous softmax in the loss, training until every training series is classified correctly,
     * the epoch of the best accuracy on the test series; explains the probability.
     */
    AUTHORS("authors", "authors' regime", Output.PROBABILITY),
    /**
     * Sound practice: cross-entropy of the logits, gradients clipped at norm 1, the epoch of the lowest loss on a held-out
     * fifth of the training series; explains the logit. (Data are standardised by all training series, including the held
     * out ones; the test series are not involved.)
     */
    SOUND("sound", "sound regime", Output.LOGIT);

    private static final double HELD_OUT = 0.2;

    private final String key;
    private final String title;
    private final Output output;

    Regime(String key, String title, Output output) {
        this.key = key;
        this.title = title;
        this.output = output;
    }

    /** {@return its name in files} */
    public String key() {
        return key;
    }

    /** {@return its name for readers} */
    public String title() {
        return title;
    }

    /** {@return the output of the true class to explain} */
    public Output output() {
        return output;
    }

    /** {@return the training series, and as {@code test} the series that select the epoch} */
    TrainTestSplit parts(TrainTestSplit data, long seed) {
        if (this == AUTHORS) {
            return data;
        }
        Split split = Splits.stratified(data.training(), HELD_OUT, seed);
        return new TrainTestSplit(
                data.training().select(split.training()), data.training().select(split.validation()));
    }

    TrainingOptions options(Schedule schedule, long seed) {
        boolean authors = this == AUTHORS;
        return TrainingOptions.defaults()
                .with(new Length(schedule.epochs(), schedule.batchSize()))
                .with(new Descent(Optimizer.ADAM, schedule.learningRate(), 0, authors ? 0 : 1))
                .with(new Stopping(schedule.patience()))
                .with(authors ? TrainingOptions.Regime.AUTHORS : TrainingOptions.Regime.STANDARD)
                .withSeed(seed);
    }

    /**
     * The schedule of training.
     *
     * @param epochs maximum number of epochs
     * @param batchSize series per step
     * @param learningRate of Adam
     * @param patience epochs without a lower validation loss before the sound regime stops
     */
    public record Schedule(int epochs, int batchSize, double learningRate, int patience) {
        /** {@return the same with another number of epochs} */
        public Schedule withEpochs(int value) {
            return new Schedule(value, batchSize, learningRate, patience);
        }

        /** {@return the same with the epochs chosen by the user; the quick version has its own default} */
        public Schedule chosen(Choices choices, int quickEpochs) {
            return withEpochs(choices.epochs(epochs, quickEpochs));
        }

        /** Adds the schedule to the settings of a study. */
        public void putInto(ObjectNode settings) {
            settings.put("epochs", epochs);
            settings.put("batchSize", batchSize);
            settings.put("learningRate", learningRate);
            settings.put("patience", patience);
        }

        /** {@return the schedule in words, for readers} */
        public String describe() {
            return String.format(
                    Locale.ROOT, "at most %d epochs of batches of %d, Adam %s", epochs, batchSize, learningRate);
        }
    }
}

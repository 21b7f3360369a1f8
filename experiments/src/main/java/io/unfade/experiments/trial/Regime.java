package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Choices;
import io.unfade.model.Output;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Optimizer;

import java.util.Locale;

/** How a model is trained, chosen and explained. */
public enum Regime {
    /**
     * As the authors do: a softmax more than there should be in the loss, training until every training series is right,
     * the epoch of the best accuracy on the test series; the probability is explained.
     */
    AUTHORS("authors", "authors' regime", Output.PROBABILITY),
    /**
     * As one should: cross-entropy of the logits, gradients clipped at norm 1, the epoch of the lowest loss on a fifth of
     * the training series that is held out; the logit is explained. (Data are standardised by all training series, the held
     * out ones among them; the test series take no part.)
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

    /** {@return the output of the true class whose gradient is the saliency} */
    public Output output() {
        return output;
    }

    /** {@return the series to train with, and as {@code test} those that choose the epoch} */
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
        return new TrainingOptions(
                schedule.epochs(),
                schedule.batchSize(),
                schedule.learningRate(),
                Optimizer.ADAM,
                0,
                authors ? 0 : 1,
                schedule.patience(),
                ClassWeights.NONE,
                authors ? TrainingOptions.Regime.AUTHORS : TrainingOptions.Regime.STANDARD,
                seed);
    }

    /**
     * How long and in which steps.
     *
     * @param epochs at most
     * @param batchSize series per step
     * @param learningRate of Adam
     * @param patience epochs without a lower validation loss before the sound regime stops
     */
    public record Schedule(int epochs, int batchSize, double learningRate, int patience) {
        /** {@return the same with another number of epochs} */
        public Schedule withEpochs(int value) {
            return new Schedule(value, batchSize, learningRate, patience);
        }

        /** {@return the same, as long as the user wants; the quick version takes so many epochs} */
        public Schedule chosen(Choices choices, int quickEpochs) {
            return withEpochs(choices.epochs(epochs, quickEpochs));
        }

        /** Puts the schedule into the settings of a study. */
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

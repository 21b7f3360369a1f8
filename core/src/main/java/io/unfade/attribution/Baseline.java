package io.unfade.attribution;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An uninformative input, in the network's units. A function of the unperturbed series, its id, its class, the seed and
 * the background: the same for all variants of a series.
 */
public enum Baseline implements Keyed {
    /** 0: the mean of the training series where the model standardises by it. */
    ZERO("0"),
    /** The mean of each feature over the real steps of the series itself. */
    MEAN("of each feature of the series"),
    /** The mean of each cell over the background. */
    TRAINING_MEAN("of each cell over the background"),
    /** A series of the background, drawn from the random stream of the series. */
    TRAINING_DRAW("a series of the background"),
    /** Of the series of the background of another class than the explained one, the nearest in Euclidean distance. */
    OPPOSITE("the nearest series of the background of another class"),
    /**
     * For a window: the line between the values next to its ends; at the border of the series the one value; without
     * either, the mean of the feature.
     */
    LINEAR("the line between the values next to a window"),
    /** The value of the first feature at the first step, in all cells. */
    FIRST("the value of the first feature at the first step");

    /** Those that are whole series. */
    public static final Set<Baseline> SERIES =
            Collections.unmodifiableSet(EnumSet.of(ZERO, MEAN, TRAINING_MEAN, TRAINING_DRAW, OPPOSITE));

    /** Those that can replace a window. */
    public static final Set<Baseline> WINDOWS = Collections.unmodifiableSet(EnumSet.range(ZERO, LINEAR));

    private final String meaning;

    Baseline(String meaning) {
        this.meaning = meaning;
    }

    /** {@return whether it is made of the background} */
    public boolean needsBackground() {
        return this == TRAINING_MEAN || this == TRAINING_DRAW || this == OPPOSITE;
    }

    /** {@return an option of a method by which it is chosen, {@code baseline}} */
    public static Kind.Option option(String what, Baseline usual, Set<Baseline> taken) {
        return new Kind.Option(
                "baseline",
                usual.key(),
                what + ": "
                        + taken.stream()
                                .map(baseline -> baseline.key() + " (" + baseline.meaning + ")")
                                .collect(Collectors.joining(", ")));
    }

    /**
     * {@return this, if a method takes it}
     *
     * @param method its name
     * @throws IllegalArgumentException if it does not
     */
    public Baseline among(Set<Baseline> taken, String method) {
        Require.argument(
                taken.contains(this),
                "%s: baseline must be one of %s, but was '%s'",
                method,
                taken.stream().map(Keyed::key).collect(Collectors.joining(", ")),
                key());
        return this;
    }

    /**
     * {@return what cells can be replaced with outside of methods, such as by measures of maps: the baseline of each series,
     * {@code (B, T, C)} row-major; padding is 0}
     *
     * @param model that reads the series
     * @param inputs the series
     * @param ids of the series, from which random streams are derived
     * @param targets the explained class of each
     * @param seed of the random streams
     * @param background of the training distribution; null if there is none, for baselines that need none
     */
    public double[] of(
            Model model, Inputs inputs, List<String> ids, int[] targets, long seed, @Nullable Background background) {
        Subject.Classes classes = Subject.Classes.of(targets);
        Subject.Query query = new Subject.Query(model, Output.PROBABILITY, seed, background, passes -> {});
        return new Subject(query, inputs, ids, probabilities -> classes)
                .withClasses(classes)
                .baseline(this);
    }

    /** {@return the baseline of each series, {@code (B, T, C)} row-major; padding is 0} */
    double[] of(Subject subject) {
        Inputs inputs = subject.inputs();
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count() && this != ZERO; b++) {
            fill(subject, b, values);
        }
        return values;
    }

    private void fill(Subject subject, int series, double[] values) {
        Inputs inputs = subject.inputs();
        int from = inputs.offset(series);
        int cells = inputs.cells(series);
        switch (this) {
            case ZERO -> {}
            case MEAN -> {
                for (int cell = 0; cell < cells; cell++) {
                    values[from + cell] = cell < inputs.features()
                            ? mean(inputs, series, cell)
                            : values[from + cell - inputs.features()];
                }
            }
            case TRAINING_MEAN -> {
                for (int cell = 0; cell < cells; cell++) {
                    values[from + cell] = subject.background().mean(cell);
                }
            }
            case TRAINING_DRAW -> {
                Background background = subject.background();
                background.copy(subject.random(series, key()).nextInt(background.count()), cells, values, from);
            }
            case OPPOSITE -> subject.background().copy(opposite(subject, series), cells, values, from);
            case FIRST -> Arrays.fill(values, from, from + cells, inputs.values()[from]);
            case LINEAR -> throw new IllegalStateException("a line belongs to a window, not to a whole series");
        }
    }

    /** {@return the mean of a feature over the real steps of a series} */
    static double mean(Inputs inputs, int series, int feature) {
        double sum = 0;
        for (int cell = feature; cell < inputs.cells(series); cell += inputs.features()) {
            sum += inputs.values()[inputs.offset(series) + cell];
        }
        return sum / inputs.lengths()[series];
    }

    private static int opposite(Subject subject, int series) {
        Background background = subject.background();
        Require.argument(background.hasLabels(), "baseline 'opposite' needs a background with labels, but it has none");
        int target = subject.targets()[series];
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < background.count(); i++) {
            if (background.label(i) != target) {
                double distance = distance(subject.inputs(), series, background, i, least);
                if (nearest < 0 || distance < least) {
                    nearest = i;
                    least = distance;
                }
            }
        }
        Require.argument(
                nearest >= 0,
                "baseline 'opposite' needs series of several classes in the background, but all are of the class that is"
                        + " explained for series '%s'",
                subject.id(series));
        return nearest;
    }

    /** {@return the square of a distance, or more than another one} */
    private static double distance(Inputs inputs, int series, Background background, int index, double least) {
        double sum = 0;
        for (int cell = 0; cell < inputs.cells(series) && sum <= least; cell++) {
            double difference = inputs.values()[inputs.offset(series) + cell] - background.cell(index, cell);
            sum += difference * difference;
        }
        return sum;
    }
}

package io.unfade.experiments.vanishing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.Grid;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.Trial;
import io.unfade.model.TrainedModel;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.vanishing.HiddenJacobian;
import io.unfade.vanishing.HiddenJacobian.Memory;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The record of a trained model: how far back its gradients reach. Gradients are computed in double precision from the
 * weights trained in single precision, so that they are visible where single precision would underflow to 0.
 */
final class VanishingRecord {
    /** Norm over features of d logit / d x_t, mean over the test series; one number per step. */
    static final String GRADIENT = "gradientNorm";

    /** Spectral norm of dh_T/dh_t, mean over some test series. */
    static final String HIDDEN = "hiddenNorm";

    /** Spectral norm of dh_T/dc_t with h_t held fixed, over the same series; LSTM only, undefined at the last step. */
    static final String CELL = "cellNorm";

    /** Product of the forget gates after t: geometric mean over units, mean over series; LSTM only. */
    static final String KEPT_MEAN = "keptMean";

    /** As {@link #KEPT_MEAN}, for the unit that keeps most. */
    static final String KEPT_LARGEST = "keptLargest";

    static final Measure HALF_LIFE = new Measure(
            "halfLife", "Half-life of the saliency, from the end", "steps", 1, "T/2 if every step had the same");
    static final Measure GRADIENT_RATIO = new Measure(
            "log10GradientRatio",
            "Gradient of the logit, first step by last: log10 of ‖∂logit/∂x_1‖ / ‖∂logit/∂x_T‖, "
                    + "norms below 2e-308 taken as that",
            "",
            1,
            "0 if every step had the same");
    static final Measure HIDDEN_RATIO = new Measure(
            "log10HiddenRatio",
            "Jacobian of the first step: log10 of ‖∂h_T/∂h_1‖, norms below 2e-308 taken as that",
            "",
            1,
            "");
    static final Measure KEPT_RATIO = new Measure(
            "log10KeptRatio",
            "What the forget gates of steps 2 to T leave: log10 of their product (geometric mean over units; LSTM only)",
            "",
            1,
            "");
    static final Measure BELOW_SINGLE = new Measure(
            "belowSingle",
            "Steps whose gradient is below the smallest normal number of single precision, 1.2e-38",
            "%",
            1,
            "0 is best");

    static final List<Measure> MEASURES = List.of(
            Measure.ACCURACY,
            MapRecord.LAST_TENTH,
            HALF_LIFE,
            GRADIENT_RATIO,
            HIDDEN_RATIO,
            KEPT_RATIO,
            BELOW_SINGLE,
            Measure.EPOCHS);

    private VanishingRecord() {}

    /**
     * {@return the numbers of a run, computed by training, testing and explaining its model}
     *
     * @param data standardised
     * @param jacobians number of test series to compute Jacobians for
     */
    static ObjectNode of(Grid.Run<?> run, TrainTestSplit data, int jacobians) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        try (Trial trial = run.train(data);
                TrainedModel model = trial.inDouble()) {
            put(record, "accuracy", 100 * trial.accuracy());
            RunNumbers.putTraining(record, trial);
            putGradients(record, trial.maps(model));
            putJacobians(
                    record, model, data.test(), Math.min(jacobians, data.test().count()));
        }
        return record;
    }

    private static void putGradients(ObjectNode record, SaliencyMaps maps) {
        Fading fading = Diagnosis.fading(maps);
        put(record, MapRecord.LAST_TENTH.key(), 100 * fading.shareInLast(Fading.LAST_TENTH));
        put(record, HALF_LIFE.key(), fading.halfLife());
        double[] norms = norms(maps);
        put(record, GRADIENT_RATIO.key(), log10(norms[0]) - log10(norms[norms.length - 1]));
        long below =
                Arrays.stream(norms).filter(norm -> norm < Float.MIN_NORMAL).count();
        put(record, BELOW_SINGLE.key(), 100.0 * below / norms.length);
        RunNumbers.put(record, GRADIENT, norms);
    }

    /** {@return for each step the Euclidean norm of the saliency over features, mean over series} */
    static double[] norms(SaliencyMaps maps) {
        double[] mean = new double[maps.steps()];
        for (int i = 0; i < maps.count(); i++) {
            for (int t = 0; t < mean.length; t++) {
                double norm = 0;
                for (int c = 0; c < maps.features(); c++) {
                    norm = Math.hypot(norm, maps.value(i, t, c)); // squares of small numbers would underflow
                }
                mean[t] += norm / maps.count();
            }
        }
        return mean;
    }

    private static void putJacobians(ObjectNode record, TrainedModel model, SeriesSet test, int count) {
        List<HiddenJacobian> all = IntStream.range(0, count)
                .mapToObj(i -> Diagnosis.jacobian(model, test, i))
                .toList();
        double[] hidden = means(all, jacobian -> jacobian.toHidden().spectral());
        put(record, HIDDEN_RATIO.key(), log10(hidden[0]));
        RunNumbers.put(record, HIDDEN, hidden);
        List<Memory> memories =
                all.stream().flatMap(jacobian -> jacobian.memory().stream()).toList();
        if (memories.isEmpty()) {
            return;
        }
        double[] cell = means(memories, memory -> memory.toCell().spectral());
        cell[cell.length - 1] = Double.NaN;
        double[] kept = log10OfMeans(memories, memory -> memory.kept().meanLog());
        put(record, KEPT_RATIO.key(), kept[0]);
        RunNumbers.put(record, CELL, cell);
        RunNumbers.put(record, KEPT_MEAN, powers(kept));
        RunNumbers.put(
                record,
                KEPT_LARGEST,
                powers(log10OfMeans(memories, memory -> memory.kept().largestLog())));
    }

    private static <T> double[] means(List<T> series, Function<T, double[]> profile) {
        return RunNumbers.ofEachStep(
                series.stream().map(profile).toList(),
                values -> Arrays.stream(values).average().orElseThrow());
    }

    /**
     * {@return log10 of the means of numbers given by their natural logarithms, without underflow}
     *
     * @param logs the logarithms of one item, one per step
     */
    static <T> double[] log10OfMeans(List<T> items, Function<T, double[]> logs) {
        return RunNumbers.ofEachStep(items.stream().map(logs).toList(), values -> {
            double largest = Arrays.stream(values).max().orElseThrow();
            double mean = Arrays.stream(values)
                    .map(log -> Math.exp(log - largest))
                    .average()
                    .orElseThrow();
            return (largest + Math.log(mean)) / Math.log(10);
        });
    }

    /** {@return the logarithm of a norm, at least that of the smallest normal number} */
    private static double log10(double norm) {
        return Math.log10(Math.max(norm, Double.MIN_NORMAL));
    }

    private static double[] powers(double[] log10) {
        return Arrays.stream(log10).map(log -> Math.pow(10, log)).toArray();
    }

    /** Adds a number, unless it is undefined. */
    private static void put(ObjectNode record, String key, double value) {
        if (Double.isFinite(value)) {
            record.put(key, value);
        }
    }
}

package io.unfade.faithfulness;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Parallel;
import io.unfade.math.Seeds;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How badly a map A predicts what the output does when all cells of a series are disturbed at once: with noise I, the mean of
 * {@code (b I.A - (f(x) - f(x - I)))^2}, where the factor b is that which fits best, over the mean of {@code (f(x) - f(x -
 * I))^2}. 0: the map predicts each change; 1: as bad as a map of zeros. The factor makes maps of any unit comparable.
 *
 * <p>The noise is normal and independent for each cell, in units of the standardised series. A gradient is at its best for
 * little noise, whatever the model; so state the noise. Cost: samples passes over the set.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. Inouye, P. Ravikumar: On the (In)fidelity and Sensitivity of Explanations,
 *       NeurIPS 2019, arXiv 1901.09392, definition 2.1.
 * </ol>
 *
 * Differs from the paper: divided by the mean square of the changes, so that models compare too.
 *
 * @param samples of noise for each series, at least 2
 * @param noise its standard deviation, above 0
 * @param seed of the noise; each series has its own stream, by its id
 */
public record Infidelity(int samples, double noise, long seed) {
    /** Checks the numbers. */
    public Infidelity {
        Require.argument(samples >= 2, "the number of samples must be at least 2, but was %d", samples);
        Require.argument(noise > 0 && Double.isFinite(noise), "the noise must be a number above 0, but was %s", noise);
    }

    /**
     * {@return the infidelity of the map of each series, 0..1; NaN where the noise never changes the output}
     *
     * @param maps of the series of the set, whose targets are the classes
     * @param output of which they are maps
     * @param batchSize samples of a series at a time
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public double[] of(Model model, SeriesSet set, SaliencyMaps maps, Output output, int batchSize, Progress progress) {
        maps.checkBelongTo(set);
        PreparedSeries prepared = model.prepare(set);
        double[] values = new double[set.count()];
        Parallel.forEach(IntStream.range(0, set.count()).boxed().toList(), i -> {
            progress.check();
            Random random = new Random(Seeds.derive(seed, set.ids().get(i)));
            Changes changes = new Changes(model, prepared.inputs(i), output, maps.target(i));
            double[] map = inOrderOfModel(prepared, maps, i);
            for (int done = 0; done < samples; done += batchSize) {
                changes.add(Math.min(batchSize, samples - done), map, noise, random);
            }
            values[i] = changes.infidelity();
        });
        return values;
    }

    private static double[] inOrderOfModel(PreparedSeries prepared, SaliencyMaps maps, int series) {
        int[] place = prepared.featuresOfModel();
        double[] map = new double[maps.length(series) * maps.features()];
        for (int cell = 0; cell < map.length; cell++) {
            int time = cell / maps.features();
            int feature = cell % maps.features();
            map[time * maps.features() + place[feature]] = maps.value(series, time, feature);
        }
        return map;
    }

    /** Changes of the output by noise, and what a map predicts of them. */
    private static final class Changes {
        private final Model model;
        private final Inputs whole;
        private final Output output;
        private final int target;
        private final double intact;
        private double predictedSquares;
        private double squares;
        private double products;

        Changes(Model model, Inputs whole, Output output, int target) {
            this.model = model;
            this.whole = whole;
            this.output = output;
            this.target = target;
            intact = model.outputs(whole, output)[0][target];
        }

        void add(int count, double[] map, double noise, Random random) {
            int size = whole.values().length;
            double[] values = new double[count * size];
            double[] predicted = new double[count];
            for (int v = 0; v < count; v++) {
                System.arraycopy(whole.values(), 0, values, v * size, size);
                for (int cell = 0; cell < map.length; cell++) {
                    double step = noise * random.nextGaussian();
                    values[v * size + cell] -= step;
                    predicted[v] += step * map[cell];
                }
            }
            int[] lengths = new int[count];
            Arrays.fill(lengths, whole.lengths()[0]);
            double[][] outputs = model.outputs(new Inputs(values, lengths, whole.steps(), whole.features()), output);
            for (int v = 0; v < count; v++) {
                double change = intact - outputs[v][target];
                predictedSquares += predicted[v] * predicted[v];
                squares += change * change;
                products += predicted[v] * change;
            }
        }

        /* The least mean square over b is that of the changes less products^2 / predictedSquares. */
        double infidelity() {
            if (squares == 0) {
                return Double.NaN;
            }
            double explained = predictedSquares == 0 ? 0 : products * products / predictedSquares;
            return Math.max(0, 1 - explained / squares);
        }
    }
}

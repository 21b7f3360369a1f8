package io.unfade.faithfulness;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.model.Model;
import org.apache.commons.statistics.descriptive.StandardDeviation;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much a map changes when its series hardly does: the largest {@code |A(x + d) - A(x)| / |A(x)|} (Euclidean norms) over
 * samples of d, each cell uniform within a radius in standard deviations of its feature over the set. The class stays the one
 * that was explained. 0: not at all; 1: as much as the map is large.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. Inouye, P. Ravikumar: On the (In)fidelity and Sensitivity of Explanations,
 *       NeurIPS 2019, arXiv 1901.09392, definition 3.1 (SENS_MAX), estimated by samples.
 * </ol>
 *
 * @param samples of each series, at least 1; the cost is that many explanations of the set
 * @param radius above 0; usual is 0.02
 * @param seed of the samples; each series has its own stream, by its id
 */
public record Sensitivity(int samples, double radius, long seed) {
    /** Checks the numbers. */
    public Sensitivity {
        Require.argument(samples >= 1, "the number of samples must be at least 1, but was %d", samples);
        Require.argument(
                radius > 0 && Double.isFinite(radius), "the radius must be a number above 0, but was %s", radius);
    }

    /**
     * {@return the sensitivity of each series; NaN where the map is 0 everywhere}
     *
     * @param maps by this method, model and request, of the series of the set
     * @param request whose target is replaced by the classes of the maps
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public double[] of(
            Model model,
            SeriesSet set,
            SaliencyMaps maps,
            Attribution method,
            Explainer.Request request,
            Progress progress) {
        maps.checkBelongTo(set);
        int[] targets = IntStream.range(0, maps.count()).map(maps::target).toArray();
        Explainer.Request same = new Explainer.Request(
                new Target.Each(targets),
                request.contrast(),
                request.output(),
                request.batchSize(),
                request.seed(),
                request.background());
        double[] deviations = deviations(set);
        double[] largest = new double[set.count()];
        for (int sample = 0; sample < samples; sample++) {
            SaliencyMaps others = Explainer.explain(model, disturbed(set, deviations, sample), method, same, progress);
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], change(maps, others, i));
            }
        }
        return largest;
    }

    private static double[] deviations(SeriesSet set) {
        double[] deviations = new double[set.features()];
        Arrays.setAll(deviations, c -> {
            StandardDeviation deviation = StandardDeviation.create();
            for (int i = 0; i < set.count(); i++) {
                for (int t = 0; t < set.length(i); t++) {
                    deviation.accept(set.value(i, t, c));
                }
            }
            return deviation.getAsDouble();
        });
        return deviations;
    }

    private SeriesSet disturbed(SeriesSet set, double[] deviations, int sample) {
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            Random random = new Random(Seeds.derive(Seeds.derive(seed, set.ids().get(i)), sample));
            for (int t = 0; t < set.length(i); t++) {
                for (int c = 0; c < set.features(); c++) {
                    double step = radius * deviations[c] * (2 * random.nextDouble() - 1);
                    builder.cell(i, t, c, set.value(i, t, c) + step);
                }
            }
        }
        return builder.build();
    }

    private static double change(SaliencyMaps maps, SaliencyMaps others, int series) {
        double change = 0;
        double size = 0;
        for (int t = 0; t < maps.length(series); t++) {
            for (int c = 0; c < maps.features(); c++) {
                double value = maps.value(series, t, c);
                double difference = others.value(series, t, c) - value;
                change += difference * difference;
                size += value * value;
            }
        }
        return size == 0 ? Double.NaN : Math.sqrt(change / size);
    }
}

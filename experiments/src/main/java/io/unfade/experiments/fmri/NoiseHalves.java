package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Splits;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.math.Seeds;
import io.unfade.metric.RankCorrelation;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How alike the maps are that two halves of a subject's runs give: a model is made of each half and explained on the series
 * of the other, for the second class less the first.
 */
final class NoiseHalves {
    /** The rank correlation over features, of maps that were summed over steps. */
    static final String RELIABILITY = "reliability";

    private static final int SPLIT_STREAM = 3;
    private static final int BATCH = 16;

    private NoiseHalves() {}

    /**
     * A classification of two kinds of picture.
     *
     * @param key its name in files
     * @param title its name for readers
     * @param series of two classes, with runs as groups
     * @param files that it is from, besides those of the problems
     * @param sha256 of these files, empty if there are none
     * @param splits number of splits into halves
     */
    record Task(String key, String title, SeriesSet series, List<FileStamp> files, String sha256, int splits) {
        static Task of(String key, String title, SeriesSet all, int splits) {
            return new Task(key, title, Haxby.facesOrHouses(all), List.of(), "", splits);
        }

        /**
         * {@return the task of a series file, each run standardised by itself}
         *
         * @throws IOException if it cannot be read
         */
        static Task ofFile(String key, String title, Path file, int splits) throws IOException {
            SeriesSet raw = SeriesFiles.read(file);
            SeriesSet all = Standardizer.fit(Standardization.PER_GROUP, raw).apply(raw);
            FileStamp stamp = FileStamp.of(file);
            return new Task(key, title, Haxby.facesOrHouses(all), List.of(stamp), stamp.sha256(), splits);
        }

        /** {@return two halves of the runs, different with each index, the same for all seeds} */
        List<SeriesSet> halves(int index) {
            int[] runs = IntStream.of(series.groups().orElseThrow())
                    .distinct()
                    .sorted()
                    .toArray();
            int[] order = Splits.shuffled(runs, new Random(Seeds.derive(index, SPLIT_STREAM)));
            Set<Integer> first = new HashSet<>();
            Arrays.stream(order).limit(order.length / 2).forEach(first::add);
            return List.of(part(first, true), part(first, false));
        }

        private SeriesSet part(Set<Integer> runs, boolean inside) {
            int[] groups = series.groups().orElseThrow();
            return series.select(IntStream.range(0, series.count())
                    .filter(i -> runs.contains(groups[i]) == inside)
                    .toArray());
        }
    }

    /** {@return the record of a split, by model and map} */
    static ObjectNode of(NoiseRuns runs, Task task, int index, Progress progress) {
        List<SeriesSet> halves = task.halves(index);
        List<TrainTestSplit> both =
                List.of(standardized(halves.get(0), halves.get(1)), standardized(halves.get(1), halves.get(0)));
        long seed = Seeds.derive(runs.seeds().first(), index);
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (NoiseRuns.Model model : NoiseRuns.Model.ALL) {
            try (TrainedModel first = runs.model(model, both.get(0), seed, progress);
                    TrainedModel second = runs.model(model, both.get(1), Seeds.derive(seed, 1), progress)) {
                ObjectNode node = record.putObject(model.key());
                for (String map : model.slopes()) {
                    double[] one = features(first, map, both.get(0), seed, progress);
                    double[] other = features(second, map, both.get(1), seed, progress);
                    node.putObject(map).put(RELIABILITY, RankCorrelation.of(one, other));
                }
            }
        }
        return record;
    }

    private static TrainTestSplit standardized(SeriesSet training, SeriesSet test) {
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, training);
        return new TrainTestSplit(standardizer.apply(training), standardizer.apply(test));
    }

    /** {@return the map of each feature: the sum over steps, mean over series} */
    private static double[] features(
            TrainedModel model, String map, TrainTestSplit data, long seed, Progress progress) {
        Explainer.Request request = new Explainer.Request(
                new Target.Fixed(1), new Contrast.None(), Output.LOG_ODDS, BATCH, seed, data.training());
        SaliencyMaps maps = Explainer.explain(model, data.test(), Attributions.parse(map), request, progress);
        double[] sums = new double[maps.features()];
        for (int i = 0; i < maps.count(); i++) {
            for (int t = 0; t < maps.length(i); t++) {
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += maps.value(i, t, c) / maps.count();
                }
            }
        }
        return sums;
    }
}

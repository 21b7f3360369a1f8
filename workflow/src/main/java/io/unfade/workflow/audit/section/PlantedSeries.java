package io.unfade.workflow.audit.section;

import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.Box;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Series of the user with a signal of known cells, and with two new classes that nothing else tells apart. */
final class PlantedSeries {
    private static final List<String> CLASSES = List.of("positive", "negative");

    private PlantedSeries() {}

    /**
     * {@return the series with new classes, of which each group has equally many series, or one more; in the cells of the signal
     * the first class has as many deviations more as the second has less}
     */
    static SeriesSet of(SeriesSet set, PlantedSignal signal, FeatureScale scale, long seed) {
        Box box = signal.box();
        int[] labels = labels(set, new Random(seed));
        SeriesBuilder builder = set.toBuilder();
        byte[] reference = new byte[set.count() * set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            double sign = labels[i] == 0 ? 1 : -1;
            for (int t = box.startStep(); t < box.endStep(); t++) {
                for (int c = box.startFeature(); c < box.endFeature(); c++) {
                    double added = sign * signal.amplitude() * scale.deviation(i, c);
                    builder.cell(i, t, c, set.value(i, t, c) + added);
                    reference[(i * set.steps() + t) * set.features() + c] = 1;
                }
            }
        }
        return builder.labels(labels, CLASSES)
                .distractor(new byte[reference.length])
                .reference(reference)
                .build();
    }

    /** {@return classes that alternate over the series of each group in a random order} */
    private static int[] labels(SeriesSet set, Random random) {
        int[] groups = set.groups().orElse(new int[set.count()]);
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < groups.length; i++) {
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
        }
        int[] labels = new int[set.count()];
        int next = random.nextInt(2);
        for (List<Integer> series : members.values()) {
            List<Integer> order = new ArrayList<>(series);
            Collections.shuffle(order, random);
            for (int i : order) {
                labels[i] = next;
                next = 1 - next;
            }
        }
        return labels;
    }
}

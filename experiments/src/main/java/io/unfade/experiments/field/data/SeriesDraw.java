package io.unfade.experiments.field.data;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How one series is drawn. */
interface SeriesDraw {
    /** {@return T} */
    int steps();

    /** {@return C} */
    int features();

    /** {@return the names of the classes} */
    List<String> classNames();

    /** {@return whether every step has a class} */
    boolean classOfEachStep();

    /**
     * {@return a series}
     *
     * @param random of this series only
     * @param label its class; 0 where every step has one
     */
    Drawn draw(Random random, int label);

    /** {@return names of classes that have none: their numbers} */
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /**
     * Some series.
     *
     * @param classes of each step of each series, (n, T)
     */
    record Several(SeriesSet series, int[][] classes) {}

    /**
     * {@return series with a reference; series i depends on the seed and on i, and has class i modulo K where a class belongs
     * to it}
     */
    default Several draw(int count, long seed) {
        int size = steps() * features();
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, steps(), features());
        byte[] reference = new byte[count * size];
        int[] labels = new int[count];
        int[][] classes = new int[count][];
        for (int i = 0; i < count; i++) {
            labels[i] = classOfEachStep() ? 0 : i % classNames().size();
            Drawn drawn = draw(new Random(Seeds.derive(seed, i)), labels[i]);
            classes[i] = drawn.classes();
            for (int cell = 0; cell < size; cell++) {
                builder.cell(i, cell / features(), cell % features(), drawn.cells()[cell]);
                reference[i * size + cell] = (byte) (drawn.decisive()[cell] ? 1 : 0);
            }
        }
        if (!classOfEachStep()) {
            builder.labels(labels, classNames());
        }
        return new Several(builder.reference(reference).build(), classes);
    }
}

package io.unfade.serve.array;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Series that are all in memory. */
public record LoadedSeries(SeriesSet set) implements SeriesView {
    @Override
    public Summary summary() {
        IntStream all = IntStream.range(0, set.count());
        return new Summary(
                set.steps(),
                set.features(),
                all.map(set::length).toArray(),
                set.hasLabels()
                        ? IntStream.range(0, set.count()).map(set::label).toArray()
                        : null,
                set.classNames(),
                set.featureNames(),
                set.ids(),
                set.hasReference(),
                set.hasDistractor());
    }

    @Override
    public Matrix values(int index) {
        return of(set, index);
    }

    /** {@return a series of a set, NaN behind its last step} */
    static Matrix of(SeriesSet set, int index) {
        float[] cells = new float[set.steps() * set.features()];
        set.copySeries(index, cells, 0);
        Arrays.fill(cells, set.length(index) * set.features(), cells.length, Float.NaN);
        return new Matrix(set.steps(), set.features(), cells);
    }

    @Override
    public @Nullable Mask mask(String name, int index) {
        boolean reference = name.equals("reference");
        if (reference ? !set.hasReference() : !set.hasDistractor()) {
            return null;
        }
        boolean[] marks = reference ? set.referenceMask(index) : set.distractorMask(index);
        byte[] cells = new byte[set.steps() * set.features()];
        for (int i = 0; i < marks.length; i++) {
            cells[i] = (byte) (marks[i] ? 1 : 0);
        }
        return new Mask(set.steps(), set.features(), cells);
    }

    @Override
    public SeriesSet whole() {
        return set;
    }

    @Override
    public long weight() {
        long cells = (long) set.count() * set.steps() * set.features();
        int masks = (set.hasReference() ? 1 : 0) + (set.hasDistractor() ? 1 : 0);
        return cells * ((set.precision() == Precision.SINGLE ? Float.BYTES : Double.BYTES) + masks);
    }
}

package io.unfade.serve.array;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import org.jspecify.annotations.Nullable;

/** Maps that are all in memory. */
public record LoadedMaps(SaliencyFile.Outline outline, SaliencyMaps maps) implements MapsView {
    @Override
    public Matrix values(int index) {
        float[] values = new float[maps.steps() * maps.features()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = (float) maps.value(index, cell / maps.features(), cell % maps.features());
        }
        return new Matrix(maps.steps(), maps.features(), values);
    }

    @Override
    public Matrix mean(@Nullable Integer target) {
        int area = maps.steps() * maps.features();
        Mean mean = new Mean(area);
        for (int i = 0; i < maps.count(); i++) {
            if (target == null || maps.target(i) == target) {
                for (int cell = 0; cell < area; cell++) {
                    mean.add(cell, maps.value(i, cell / maps.features(), cell % maps.features()));
                }
            }
        }
        return mean.matrix(maps.steps(), maps.features());
    }

    @Override
    public long weight() {
        return (long) Double.BYTES * maps.count() * (maps.classCount() + (long) maps.steps() * maps.features());
    }
}

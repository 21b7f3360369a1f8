package io.unfade.fmri.cifti;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.image.NiftiBlocks;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reduces the series of grayordinates to one series per label, holding those of one label in memory at a time. */
final class DenseReduction {
    private final CiftiFile file;
    private final SeriesAxis time;
    private final BrainModels models;
    private final CiftiLabels labels;
    private final int[] keys;
    private final NonFinite nonFinite;

    private DenseReduction(
            CiftiFile file, SeriesAxis time, BrainModels models, CiftiLabels labels, int[] keys, NonFinite nonFinite) {
        this.file = file;
        this.time = time;
        this.models = models;
        this.labels = labels;
        this.keys = keys;
        this.nonFinite = nonFinite;
    }

    static DenseReduction of(CiftiFile file, DenseLabels choice, NonFinite nonFinite) throws IOException {
        SeriesAxis time = file.dimension(0, SeriesAxis.TYPE, ".dtseries.nii", SeriesAxis::of);
        BrainModels models = file.dimension(1, BrainModels.TYPE, ".dtseries.nii", BrainModels::of);
        file.requireExtent(0, time.points(), "steps in time");
        file.requireExtent(1, models.size(), "grayordinates");
        CiftiLabels labels = CiftiLabels.read(choice.file(), choice.map());
        LabelLookup lookup = new LabelLookup(labels.models(), labels.keys());
        try {
            return new DenseReduction(file, time, models, labels, lookup.shared(models), nonFinite);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(
                    choice.file(), "brain models", "do not fit those of " + file.path() + ": " + e.getMessage(), e);
        }
    }

    CiftiSeries series(Reduction reduction) throws IOException {
        NiftiBlocks rows = file.blocks("grayordinate");
        double[][] values = new double[time.points()][labels.names().size()];
        List<Region> regions = new ArrayList<>();
        for (Map.Entry<Integer, String> label : labels.names().entrySet()) {
            int[] members = members(label.getKey());
            reduce(rows, members, reduction, values, regions.size());
            regions.add(new Region(label.getKey(), label.getValue(), members.length, members.length > 0));
        }
        return new CiftiSeries(new RegionSeries(values, regions, time.step()), parcels(), time.start());
    }

    private int[] members(int key) {
        int[] members = new int[keys.length];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == key) {
                members[count++] = i;
            }
        }
        return Arrays.copyOf(members, count);
    }

    private void reduce(NiftiBlocks rows, int[] members, Reduction reduction, double[][] values, int column)
            throws IOException {
        if (members.length == 0) {
            return;
        }
        double[][] series = new double[members.length][];
        rows.forSome(members.length, n -> members[n], (n, row) -> {
            file.settle(row, "grayordinate " + members[n], nonFinite);
            series[n] = row.clone();
        });
        double[] scan = new double[members.length];
        for (int t = 0; t < time.points(); t++) {
            for (int n = 0; n < members.length; n++) {
                scan[n] = series[n][t];
            }
            values[t][column] = reduction.reduce(scan, members.length);
        }
    }

    private CiftiParcels parcels() {
        Map<String, Integer> surfaces = new LinkedHashMap<>();
        for (BrainModels.Model model : models.models()) {
            if (model.isSurface()) {
                surfaces.put(model.structure(), model.surfaceVertices());
            }
        }
        List<Parcel> parcels = new ArrayList<>();
        labels.names().forEach((key, name) -> parcels.add(parcel(key, name)));
        return new CiftiParcels(surfaces, models.space(), parcels);
    }

    private Parcel parcel(int key, String name) {
        Map<String, int[]> vertices = new LinkedHashMap<>();
        int[] voxels = new int[0];
        for (BrainModels.Model model : models.models()) {
            int[] elements = elements(model, key);
            if (model.isSurface() && elements.length > 0) {
                vertices.put(model.structure(), elements);
            } else if (elements.length > 0) {
                int before = voxels.length;
                voxels = Arrays.copyOf(voxels, before + elements.length);
                System.arraycopy(elements, 0, voxels, before, elements.length);
            }
        }
        return new Parcel(name, vertices, voxels);
    }

    /** {@return the vertices, or i, j, k of the voxels, of a model with a key} */
    private int[] elements(BrainModels.Model model, int key) {
        int width = model.isSurface() ? 1 : 3;
        int[] elements = new int[width * model.count()];
        int count = 0;
        for (int i = 0; i < model.count(); i++) {
            if (keys[model.offset() + i] == key) {
                System.arraycopy(model.elements(), width * i, elements, count, width);
                count += width;
            }
        }
        return Arrays.copyOf(elements, count);
    }
}

package io.unfade.fmri.gifti;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The region of each vertex of one hemisphere's surface. Regions are ordered by label and kept even if they have no
 * vertex. Immutable.
 */
public final class SurfaceAtlas {
    private static final String LABEL = "NIFTI_INTENT_LABEL";
    private static final String NONE = "???";

    private final String structure;
    private final int[] labels;
    private final List<Region> regions;

    private SurfaceAtlas(String structure, int[] labels, Map<Integer, String> names) {
        this.structure = structure;
        this.labels = labels;
        Map<Integer, Integer> sizes = new TreeMap<>();
        names.keySet().forEach(label -> sizes.put(label, 0));
        for (int label : labels) {
            sizes.computeIfPresent(label, (key, size) -> size + 1);
        }
        List<Region> all = new ArrayList<>();
        names.forEach((label, name) -> {
            int size = sizes.getOrDefault(label, 0);
            all.add(new Region(label, name, size, size > 0));
        });
        regions = List.copyOf(all);
    }

    /**
     * {@return the regions of a label file, {@code .label.gii}, without the label 0 and {@code ???}}
     *
     * @param mask vertices where this file is 0 belong to no region; null for all
     * @throws MalformedFileException if a file is damaged, holds no labels, or belongs to another surface
     */
    public static SurfaceAtlas labels(Path file, @Nullable Path mask) throws IOException {
        if (!file.toString().toLowerCase(Locale.ROOT).contains(".gii")) {
            throw new MalformedFileException(file, "", "is not of a surface; its regions are in a .label.gii file");
        }
        List<GiftiArray> found = new ArrayList<>();
        GiftiReader.Content content = GiftiReader.read(file, found::add);
        GiftiArray array = only(file, found);
        TreeMap<Integer, String> names = new TreeMap<>(content.labels());
        names.keySet().removeIf(key -> key <= 0);
        names.values().removeIf(NONE::equals);
        if (!array.intent().equals(LABEL) || names.isEmpty()) {
            throw new MalformedFileException(file, "", "holds no labels; an atlas of a surface is a .label.gii file");
        }
        int[] labels = new int[array.vertices()];
        for (int v = 0; v < labels.length; v++) {
            double key = array.value(v, 0);
            if (key != 0 && !content.labels().containsKey((int) key)) {
                throw new MalformedFileException(file, "vertex " + v, "the key " + key + " is not in the label table");
            }
            labels[v] = names.containsKey((int) key) ? (int) key : 0;
        }
        if (mask != null) {
            SurfaceAtlas inside = vertices(mask);
            inside.requireSame(content.structure(), labels.length, mask, file);
            for (int v = 0; v < labels.length; v++) {
                labels[v] = inside.labels[v] == 0 ? 0 : labels[v];
            }
        }
        return new SurfaceAtlas(content.structure(), labels, names);
    }

    /**
     * {@return a region for each vertex of a mask, such as {@code vertex 12} with the label 13; accepts any GIFTI file
     * with one value per vertex}
     *
     * @throws MalformedFileException if the file is damaged, or 0 everywhere
     */
    public static SurfaceAtlas vertices(Path mask) throws IOException {
        List<GiftiArray> found = new ArrayList<>();
        GiftiReader.Content content = GiftiReader.read(mask, found::add);
        GiftiArray array = only(mask, found);
        int[] labels = new int[array.vertices()];
        TreeMap<Integer, String> names = new TreeMap<>();
        for (int v = 0; v < labels.length; v++) {
            double value = array.value(v, 0);
            if (value != 0 && !Double.isNaN(value)) {
                labels[v] = v + 1;
                names.put(v + 1, "vertex " + v);
            }
        }
        if (names.isEmpty()) {
            throw new MalformedFileException(mask, "", "the mask is 0 everywhere");
        }
        return new SurfaceAtlas(content.structure(), labels, names);
    }

    private static GiftiArray only(Path file, List<GiftiArray> found) throws MalformedFileException {
        if (found.size() != 1 || found.get(0).perVertex() != 1) {
            throw new MalformedFileException(
                    file,
                    "",
                    "must hold one array with one number for each vertex, but holds " + found.size() + " arrays"
                            + (found.size() == 1 ? " of " + found.get(0).perVertex() + " numbers for each" : ""));
        }
        return found.get(0);
    }

    /**
     * {@return the series of the regions of a run; an absent region's column is 0. The repetition time is NaN, as GIFTI
     * does not hold it}
     *
     * @param run {@code .func.gii}: an array for each scan, or one array of (vertices, scans)
     * @param reduction of a region's vertices
     * @param nonFinite how to handle non-finite values of regions
     * @throws MalformedFileException if the file is damaged, belongs to another surface, or a value is not finite and
     *     rejected
     */
    public RegionSeries series(Path run, Reduction reduction, NonFinite nonFinite) throws IOException {
        int[][] members = members();
        List<double[]> rows = new ArrayList<>();
        GiftiReader.Content content = GiftiReader.read(run, array -> {
            if (array.intent().equals(LABEL)
                    || array.intent().endsWith("POINTSET")
                    || array.intent().endsWith("TRIANGLE")) {
                throw new MalformedFileException(
                        run, "array " + array.index(), "is " + array.intent() + ", which is not a series");
            }
            requireSame("", array.vertices(), run, run);
            for (int scan = 0; scan < array.perVertex(); scan++) {
                rows.add(row(run, array, scan, rows.size(), members, reduction, nonFinite));
            }
        });
        requireSame(content.structure(), labels.length, run, run);
        if (rows.size() < 2) {
            throw new MalformedFileException(run, "", "is one scan, but a run has several");
        }
        return new RegionSeries(rows.toArray(double[][]::new), regions, Double.NaN);
    }

    private double[] row(
            Path run, GiftiArray array, int scan, int number, int[][] members, Reduction reduction, NonFinite rule)
            throws MalformedFileException {
        double[] row = new double[members.length];
        for (int r = 0; r < row.length; r++) {
            double[] values = new double[members[r].length];
            for (int i = 0; i < values.length; i++) {
                double value = array.value(members[r][i], scan);
                if (!Double.isFinite(value) && rule == NonFinite.REFUSE) {
                    throw new MalformedFileException(
                            run,
                            "scan " + number + ", vertex " + members[r][i] + ", region '"
                                    + regions.get(r).name() + "'",
                            "must be finite, but is " + value
                                    + "; a mask can leave the vertex out, or the rule for non-finite values can take it as 0");
                }
                values[i] = Double.isFinite(value) ? value : 0;
            }
            row[r] = values.length == 0 ? 0 : reduction.reduce(values, values.length);
        }
        return row;
    }

    private int[][] members() {
        Map<Integer, Integer> columns = new TreeMap<>();
        int[][] members = new int[regions.size()][];
        for (Region region : regions) {
            members[columns.size()] = new int[region.voxels()];
            columns.put(region.label(), columns.size());
        }
        int[] filled = new int[members.length];
        for (int v = 0; v < labels.length; v++) {
            Integer column = columns.get(labels[v]);
            if (column != null) {
                members[column][filled[column]++] = v;
            }
        }
        return members;
    }

    private void requireSame(String other, int vertices, Path file, Path what) throws MalformedFileException {
        if (vertices != labels.length) {
            throw new MalformedFileException(
                    file, "", "and the file of its regions have " + vertices + " and " + labels.length + " vertices");
        }
        if (!structure.isEmpty() && !other.isEmpty() && !structure.equals(other)) {
            throw new MalformedFileException(
                    what,
                    "",
                    "is of " + PlainText.quote(other) + ", but its regions are of " + PlainText.quote(structure));
        }
    }

    /** {@return the regions, by column} */
    public List<Region> regions() {
        return regions;
    }

    /** {@return its surface, such as {@code CortexLeft}; empty if the file does not give it} */
    public String structure() {
        return structure;
    }

    /** {@return the label of each vertex, 0 where there is no region; a copy} */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * {@return a value for each vertex, that of its region}
     *
     * @param values by column
     * @param outside the value where there is no region
     */
    public double[] image(double[] values, double outside) {
        Require.size("an image of regions", regions.size(), values.length);
        double[] image = new double[labels.length];
        Arrays.fill(image, outside);
        int[][] members = members();
        for (int r = 0; r < members.length; r++) {
            for (int vertex : members[r]) {
                image[vertex] = values[r];
            }
        }
        return image;
    }
}

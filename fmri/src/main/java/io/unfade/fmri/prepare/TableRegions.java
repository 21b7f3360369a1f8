package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpzFile;
import io.unfade.fmri.cifti.CiftiSeries;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;
import io.unfade.fmri.table.TextCell;
import io.unfade.fmri.table.TextTable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Data with one column per region: tables ({@code .tsv}, {@code .csv}: one row for each scan, one column for each
 * region, a header with the regions' names; a column {@code time} is left out), NumPy archives ({@code .npz}: an array
 * {@code series} of shape (scans, regions), optionally {@code names} (regions) and {@code tr} in seconds), and
 * parcellated CIFTI series ({@code .ptseries.nii}). A region that is missing ({@code n/a}, empty, NaN) at every scan is
 * absent.
 *
 * @param nonFinite how to handle single values that are missing, NaN or infinite
 */
public record TableRegions(NonFinite nonFinite) implements RegionSource {
    private static final Pattern INTEGER = Pattern.compile("\\d+");
    private static final Set<String> TIME = Set.of("time", "t");
    private static final Set<String> INDEX = Set.of("", "index", "unnamed: 0");

    /** Fraction of a step by which scan times may deviate from even spacing. */
    private static final double EVEN = 0.01;

    @Override
    public Extracted read(Path data) throws IOException {
        String name = data.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".ptseries.nii")) {
            CiftiSeries read = CiftiSeries.readParcels(data, nonFinite);
            return new Extracted(read.series(), read.parcels().toXml());
        }
        if (name.endsWith(".npz")) {
            return new Extracted(archive(data), null);
        }
        if (name.endsWith(".tsv") || name.endsWith(".csv")) {
            TextTable table = TextTable.read(data);
            String leftOut = IntStream.range(0, table.columns().size())
                    .filter(c -> isClock(table, c))
                    .mapToObj(c -> table.columns().get(c).isEmpty()
                            ? "the first, without a name"
                            : table.columns().get(c))
                    .collect(Collectors.joining(", "));
            return new Extracted(
                    table(table), null, leftOut.isEmpty() ? "" : leftOut + " (numbers or times of the scans)");
        }
        throw RunFormat.notRead(data);
    }

    private RegionSeries table(TextTable table) throws MalformedFileException {
        int[] columns = IntStream.range(0, table.columns().size())
                .filter(c -> !isClock(table, c))
                .toArray();
        if (columns.length == 0 || table.rows().isEmpty()) {
            throw new MalformedFileException(
                    table.file(), "", "must have a column for each region and a row for each scan");
        }
        if (IntStream.of(columns)
                        .allMatch(c -> TextCell.number(table.columns().get(c)).isPresent())
                && IntStream.of(columns)
                        .anyMatch(c -> !INTEGER.matcher(table.columns().get(c)).matches())) {
            throw new MalformedFileException(
                    table.file(), "line 1", "must name the regions, but holds numbers; is it the first scan?");
        }
        double[][] values = new double[table.rows().size()][columns.length];
        boolean[] present = new boolean[columns.length];
        for (int r = 0; r < columns.length; r++) {
            int column = columns[r];
            present[r] = !table.rows().stream()
                    .allMatch(row -> TextCell.isMissing(row.cells().get(column)));
            for (int t = 0; t < values.length && present[r]; t++) {
                values[t][r] = number(table, table.rows().get(t), column);
            }
        }
        List<String> names =
                IntStream.of(columns).mapToObj(table.columns()::get).toList();
        return new RegionSeries(values, regions(names, present, table.file()), Double.NaN);
    }

    /** {@return whether a column holds scan numbers or times: by its name, and by evenly increasing values} */
    private static boolean isClock(TextTable table, int column) {
        String name = table.columns().get(column).toLowerCase(Locale.ROOT);
        if (!TIME.contains(name) && !(column == 0 && INDEX.contains(name))) {
            return false;
        }
        double[] values = table.rows().stream()
                .mapToDouble(row -> TextCell.number(row.cells().get(column)).orElse(Double.NaN))
                .toArray();
        double step = values.length < 2 ? Double.NaN : (values[values.length - 1] - values[0]) / (values.length - 1);
        return step > 0
                && IntStream.range(0, values.length)
                        .allMatch(i -> Math.abs(values[i] - values[0] - i * step) <= EVEN * step);
    }

    private double number(TextTable table, TextTable.Row row, int column) throws MalformedFileException {
        if (!TextCell.isMissing(row.cells().get(column))) {
            return table.number(row, column, "a number");
        }
        if (nonFinite == NonFinite.ZERO) {
            return 0;
        }
        throw table.problem(
                row,
                column,
                "has no value; fill it in, or leave the column empty at every scan, which makes the region absent; the rule "
                        + "for non-finite values can take it as 0");
    }

    private RegionSeries archive(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            NpyArray series = npz.array("series");
            int[] shape = series.shape();
            if (shape.length != 2 || series.size() == 0) {
                throw new MalformedFileException(
                        file,
                        "array 'series'",
                        "must have the shape (scans, regions), but has " + shape.length + " axes");
            }
            double[] flat = series.toDoubles();
            boolean[] present = new boolean[shape[1]];
            for (int i = 0; i < flat.length; i++) {
                present[i % shape[1]] |= !Double.isNaN(flat[i]);
            }
            double[][] values = new double[shape[0]][shape[1]];
            for (int i = 0; i < flat.length; i++) {
                if (!Double.isFinite(flat[i]) && present[i % shape[1]] && nonFinite == NonFinite.REFUSE) {
                    throw new MalformedFileException(
                            file,
                            "array 'series', scan " + i / shape[1] + ", region " + i % shape[1],
                            "must be finite, but is " + flat[i] + "; the rule for non-finite values can take it as 0");
                }
                values[i / shape[1]][i % shape[1]] = Double.isFinite(flat[i]) ? flat[i] : 0;
            }
            return new RegionSeries(values, regions(names(npz, shape[1]), present, npz.path()), repetitionTime(npz));
        }
    }

    private static List<String> names(NpzFile npz, int regions) throws IOException {
        if (!npz.has("names")) {
            return IntStream.rangeClosed(1, regions)
                    .mapToObj(label -> "region " + label)
                    .toList();
        }
        List<String> names = npz.array("names").toStrings();
        if (names.size() != regions) {
            throw new MalformedFileException(
                    npz.path(), "array 'names'", "must hold " + regions + " names, but holds " + names.size());
        }
        return names;
    }

    private static double repetitionTime(NpzFile npz) throws IOException {
        if (!npz.has("tr")) {
            return Double.NaN;
        }
        double[] seconds = npz.array("tr").toDoubles();
        if (seconds.length != 1 || !(seconds[0] > 0) || Double.isInfinite(seconds[0])) {
            throw new MalformedFileException(npz.path(), "array 'tr'", "must be one number above 0, in seconds");
        }
        return seconds[0];
    }

    private static List<Region> regions(List<String> names, boolean[] present, Path file)
            throws MalformedFileException {
        List<Region> regions = new ArrayList<>();
        boolean any = false;
        for (String name : names) {
            any |= present[regions.size()];
            regions.add(new Region(regions.size() + 1, name, 0, present[regions.size()]));
        }
        if (!any) {
            throw new MalformedFileException(file, "", "holds no value of any region");
        }
        return regions;
    }
}

package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.data.io.NpyArray;
import io.unfade.data.io.NpzFile;
import io.unfade.fmri.cifti.CiftiSeries;
import io.unfade.fmri.region.Region;
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
import java.util.stream.IntStream;

/**
 * Regions that are columns of the data already: tables ({@code .tsv}, {@code .csv}: one row for each scan, one column for
 * each region, a header with the regions' names; a column {@code time} is left out), NumPy archives ({@code .npz}: an array
 * {@code series} of shape (scans, regions), perhaps {@code names} (regions) and {@code tr} in seconds), and parcellated CIFTI
 * series ({@code .ptseries.nii}).
 */
public record TableRegions() implements RegionSource {
    private static final Pattern INTEGER = Pattern.compile("\\d+");
    private static final Set<String> TIME = Set.of("time", "t");

    @Override
    public Extracted read(Path data) throws IOException {
        String name = data.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".ptseries.nii")) {
            CiftiSeries read = CiftiSeries.readParcels(data);
            return new Extracted(read.series(), read.parcels().toXml());
        }
        if (name.endsWith(".npz")) {
            return new Extracted(archive(data), null);
        }
        if (name.endsWith(".tsv") || name.endsWith(".csv")) {
            return new Extracted(table(TextTable.read(data)), null);
        }
        throw new MalformedFileException(
                data,
                "",
                "must be an image (.nii, .nii.gz), a CIFTI series (.ptseries.nii, .dtseries.nii), a table (.tsv, .csv) or "
                        + "a NumPy archive (.npz)");
    }

    private static RegionSeries table(TextTable table) throws MalformedFileException {
        int[] columns = IntStream.range(0, table.columns().size())
                .filter(c -> !TIME.contains(table.columns().get(c).toLowerCase(Locale.ROOT)))
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
        for (int t = 0; t < values.length; t++) {
            for (int r = 0; r < columns.length; r++) {
                values[t][r] = table.number(table.rows().get(t), columns[r], "a number");
            }
        }
        return new RegionSeries(
                values,
                regions(IntStream.of(columns).mapToObj(table.columns()::get).toList()),
                Double.NaN);
    }

    private static RegionSeries archive(Path file) throws IOException {
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
            double[][] values = new double[shape[0]][shape[1]];
            for (int i = 0; i < flat.length; i++) {
                if (!Double.isFinite(flat[i])) {
                    throw new MalformedFileException(
                            file,
                            "array 'series', scan " + i / shape[1] + ", region " + i % shape[1],
                            "must be finite, but is " + flat[i]);
                }
                values[i / shape[1]][i % shape[1]] = flat[i];
            }
            return new RegionSeries(values, regions(names(npz, shape[1])), repetitionTime(npz));
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

    private static List<Region> regions(List<String> names) {
        List<Region> regions = new ArrayList<>();
        for (String name : names) {
            regions.add(new Region(regions.size() + 1, name, 0, true));
        }
        return regions;
    }
}

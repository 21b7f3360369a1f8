package io.unfade.fmri.cifti;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.fmri.image.NiftiBlocks;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The time series of the parcels of a CIFTI-2 file.
 *
 * @param series one column for each parcel
 * @param parcels of the columns, in the same order
 * @param start time of the first scan, in seconds
 */
public record CiftiSeries(RegionSeries series, CiftiParcels parcels, double start) {
    /**
     * Reads series of parcels, {@code .ptseries.nii}, which must be finite; see {@link #readParcels(Path, NonFinite)}.
     *
     * @throws IOException if reading fails
     */
    public static CiftiSeries readParcels(Path file) throws IOException {
        return readParcels(file, NonFinite.REFUSE);
    }

    /**
     * Reads series of parcels, {@code .ptseries.nii}. Columns are labelled from 1. A parcel is absent, and its column
     * 0, if its series is all NaN, or if it has no vertices or voxels and its series is all 0.
     *
     * @param nonFinite how to handle other non-finite values
     * @throws MalformedFileException if it is another kind of file, is damaged or cut short, its unit is not the
     *     second, or a value is not finite and rejected
     * @throws IOException if reading fails
     */
    public static CiftiSeries readParcels(Path file, NonFinite nonFinite) throws IOException {
        CiftiFile cifti = CiftiFile.open(file);
        SeriesAxis time = cifti.dimension(0, SeriesAxis.TYPE, ".ptseries.nii", SeriesAxis::of);
        CiftiParcels parcels = cifti.dimension(1, CiftiParcels.TYPE, ".ptseries.nii", CiftiParcels::of);
        cifti.requireExtent(0, time.points(), "steps in time");
        cifti.requireExtent(1, parcels.size(), "parcels");
        NiftiBlocks rows = cifti.blocks("parcel");
        List<String> names = parcels.names();
        double[][] values = new double[time.points()][parcels.size()];
        List<Region> regions = new ArrayList<>();
        rows.forEach((parcel, row) -> {
            String name = names.get(parcel);
            boolean missing = Arrays.stream(row).allMatch(Double::isNaN);
            cifti.settle(row, "parcel " + PlainText.quote(name), missing ? NonFinite.ZERO : nonFinite);
            boolean silent = true;
            for (int t = 0; t < row.length; t++) {
                values[t][parcel] = row[t];
                silent &= row[t] == 0;
            }
            int size = parcels.grayordinates(parcel);
            regions.add(new Region(parcel + 1, name, size, !missing && (size > 0 || !silent)));
        });
        return new CiftiSeries(new RegionSeries(values, regions, time.step()), parcels, time.start());
    }

    /**
     * Reads series of grayordinates, {@code .dtseries.nii}, which must be finite; see {@link #readDense(Path, DenseLabels,
     * Reduction, NonFinite)}.
     *
     * @throws IOException if reading fails
     */
    public static CiftiSeries readDense(Path file, DenseLabels labels, Reduction reduction) throws IOException {
        return readDense(file, labels, reduction, NonFinite.REFUSE);
    }

    /**
     * Reads series of grayordinates, {@code .dtseries.nii}, one column for each label in the order of keys, without the
     * key 0 and {@code ???}. A label without grayordinates keeps its column, which is absent and holds 0. Rows are read
     * label by label, so memory is the result plus the series of the largest label.
     *
     * @param labels the label of each grayordinate
     * @param reduction of the grayordinates of a label to one number per scan
     * @param nonFinite how to handle non-finite values of labelled grayordinates
     * @throws MalformedFileException if one of the files is another kind of file, is damaged or cut short, the unit is
     *     not the second, a labelled value is not finite and rejected, the labels have no such map or do not fit the
     *     data, or the data are compressed with gzip
     * @throws IOException if reading fails
     */
    public static CiftiSeries readDense(Path file, DenseLabels labels, Reduction reduction, NonFinite nonFinite)
            throws IOException {
        return DenseReduction.of(CiftiFile.open(file), labels, nonFinite).series(reduction);
    }
}

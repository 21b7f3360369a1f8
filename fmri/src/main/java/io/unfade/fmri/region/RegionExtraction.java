package io.unfade.fmri.region;

import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extracts region series from a 4-D image volume by volume, without holding it in memory. Takes O(voxels) time per
 * volume.
 */
public final class RegionExtraction {
    private final NiftiImage image;
    private final Parcellation parcellation;
    private final int[][] voxels;
    private final Reduction reduction;
    private final NonFinite nonFinite;
    private final double[] room;

    /** How to handle voxels that are NaN or infinite. */
    public enum NonFinite implements Keyed {
        /** Refuse the image. */
        REFUSE,
        /** Treat them as 0, as nilearn does. */
        ZERO
    }

    private RegionExtraction(NiftiImage image, Parcellation parcellation, Reduction reduction, NonFinite nonFinite) {
        this.image = image;
        this.parcellation = parcellation;
        this.reduction = reduction;
        this.nonFinite = nonFinite;
        voxels = parcellation.voxels();
        room = new double[Arrays.stream(voxels).mapToInt(v -> v.length).max().orElse(0)];
    }

    /**
     * {@return the series of all regions; columns of absent regions are 0}
     *
     * @param image 4-D
     * @param parcellation on the image's grid
     * @throws MalformedFileException if the image is damaged, or a voxel of a region is not finite and rejected
     */
    public static RegionSeries extract(
            NiftiImage image, Parcellation parcellation, Reduction reduction, NonFinite nonFinite) throws IOException {
        RegionExtraction extraction = new RegionExtraction(image, parcellation, reduction, nonFinite);
        List<double[]> rows = new ArrayList<>();
        image.forEachVolume((index, values) -> rows.add(extraction.row(index, values)));
        return new RegionSeries(
                rows.toArray(double[][]::new),
                parcellation.regions(),
                image.header().repetitionTime());
    }

    /**
     * {@return the temporal mean of every voxel; non-finite voxels count as 0}
     *
     * @param image 4-D
     * @throws MalformedFileException if the image is damaged
     */
    public static Volume mean(NiftiImage image) throws IOException {
        Grid grid = image.grid();
        double[] sum = new double[grid.size()];
        int[] count = new int[1];
        image.forEachVolume((index, values) -> {
            for (int voxel = 0; voxel < sum.length; voxel++) {
                sum[voxel] += Double.isFinite(values[voxel]) ? values[voxel] : 0;
            }
            count[0]++;
        });
        return new Volume(
                grid, Arrays.stream(sum).map(value -> value / count[0]).toArray());
    }

    private double[] row(int volume, double[] values) throws MalformedFileException {
        double[] row = new double[voxels.length];
        for (int r = 0; r < row.length; r++) {
            int[] members = voxels[r];
            for (int i = 0; i < members.length; i++) {
                room[i] = finite(values[members[i]], volume, r, members[i]);
            }
            row[r] = members.length == 0 ? 0 : reduction.reduce(room, members.length);
        }
        return row;
    }

    private double finite(double value, int volume, int column, int voxel) throws MalformedFileException {
        if (Double.isFinite(value)) {
            return value;
        }
        if (nonFinite == NonFinite.ZERO) {
            return 0;
        }
        Path file = image.path();
        throw new MalformedFileException(
                file,
                "volume " + volume + ", voxel "
                        + Arrays.toString(parcellation.grid().voxel(voxel)) + ", region '"
                        + parcellation.regions().get(column).name() + "'",
                Message.of(
                        "must be finite, but is %s; a mask can leave the voxel out, or {nonFinite} zero takes it as 0",
                        value));
    }
}

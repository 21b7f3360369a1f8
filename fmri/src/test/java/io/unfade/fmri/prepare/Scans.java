package io.unfade.fmri.prepare;

import io.unfade.fmri.bids.Event;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.clean.Filter;
import io.unfade.fmri.clean.Standardize;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small runs: 4 x 4 x 2 voxels of 3 mm, 20 scans of 2 s; labels 1 to 4 by quarters of the x and y axes. */
final class Scans {
    static final Grid GRID = Grid.ofVoxelSizes(new int[] {4, 4, 2}, 3, 3, 3);
    static final int COUNT = 20;
    static final List<Event> EVENTS = List.of(new Event(4, 8, "tap"), new Event(20, 8, "look"));
    static final Cleaning Z = new Cleaning(true, Filter.none(), Standardize.ZSCORE_SAMPLE, true);
    static final ImageRegions.Rules RULES = new ImageRegions.Rules(Reduction.MEAN, NonFinite.REFUSE, false);

    private static final int QFORM = 252;
    private static final int SFORM = 254;
    private static final int PIXDIM_4 = 92;

    private Scans() {}

    static Path atlas(Path folder) throws IOException {
        return atlas(folder.resolve("atlas.nii"), GRID);
    }

    static Path atlas(Path file, Grid grid) throws IOException {
        double[] labels = new double[grid.size()];
        for (int v = 0; v < labels.length; v++) {
            int[] at = grid.voxel(v);
            labels[v] = 1 + (at[0] < 2 ? 0 : 1) + (at[1] < 2 ? 0 : 2);
        }
        NiftiWriter.write(file, new Volume(grid, labels), VoxelType.INT16);
        return file;
    }

    static double voxel(int seed, int scan, int index) {
        return 100 + new Random(1000L * seed + 37L * scan + index).nextGaussian();
    }

    static Path run(Path file, int seed) throws IOException {
        return run(file, seed, VoxelType.FLOAT64, (scan, voxel) -> voxel(seed, scan, voxel));
    }

    /** The value of a voxel at a scan. */
    @FunctionalInterface
    interface Value {
        double at(int scan, int voxel);
    }

    static Path run(Path file, int seed, VoxelType type, Value value) throws IOException {
        NiftiWriter.write(file, GRID, type, COUNT, 2, NiftiWriter.ALIGNED, scan -> {
            double[] values = new double[GRID.size()];
            for (int v = 0; v < values.length; v++) {
                values[v] = value.at(scan, v);
            }
            return values;
        });
        return file;
    }

    static Path withoutOrientation(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(QFORM, (short) 0).putShort(SFORM, (short) 0);
        return Files.write(file, bytes.array());
    }

    static Path withRepetitionTime(Path file, float seconds) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(PIXDIM_4, seconds);
        return Files.write(file, bytes.array());
    }

    static Preparation.Input input(Path data, String run) {
        return input(data, run, EVENTS);
    }

    static Preparation.Input input(Path data, String run, List<Event> events) {
        return new Preparation.Input(data, "sub-01", run, events, Path.of("events.tsv"), null);
    }

    static Preparation.Plan plan(RegionSource source) {
        return plan(source, Preparation.Constant.REFUSE);
    }

    static Preparation.Plan plan(RegionSource source, Preparation.Constant constant) {
        return new Preparation.Plan(
                source, Z, null, WindowPlan.blocks(), Windows.GroupBy.RUN, null, constant, Map.of("detrended", "true"));
    }
}

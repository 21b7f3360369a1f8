package io.unfade.fmri.prepare;

import io.unfade.check.FileSet;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.fmri.gifti.GiftiWriter;
import io.unfade.fmri.gifti.SurfaceAtlas;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Prepared series with their context and images.
 *
 * @param series one for each block
 * @param context of the series
 * @param atlas the labels of the regions, on the grid of the atlas; null if the regions are not in an image
 * @param background the first run's mean image, likewise
 * @param surface the regions on a surface; null if there is none
 * @param formCode the code of the space of the atlas
 * @param leftOut blocks without a series: their windows are not inside the run, or mostly interpolated
 * @param overlapping the number of windows that contain scans of another block of the chosen conditions
 */
public record Prepared(
        SeriesSet series,
        FmriContext context,
        @Nullable Volume atlas,
        @Nullable Volume background,
        @Nullable SurfaceAtlas surface,
        int formCode,
        List<LeftOut> leftOut,
        int overlapping) {
    /** {@return the path of the label image of a series file} */
    public static Path atlasOf(Path series) {
        return FmriContext.beside(series, Objects.requireNonNull(FmriContext.PARTS.get("atlas")));
    }

    /** {@return the path of the mean image of a series file} */
    public static Path backgroundOf(Path series) {
        return FmriContext.beside(series, Objects.requireNonNull(FmriContext.PARTS.get("mean")));
    }

    /** {@return the path of the surface labels of a series file} */
    public static Path surfaceOf(Path series) {
        return FmriContext.beside(series, Objects.requireNonNull(FmriContext.PARTS.get("surface")));
    }

    /** {@return all files that {@link #write} may write for a series file} */
    public static List<Path> filesOf(Path series) {
        return List.of(series, FmriContext.beside(series), atlasOf(series), backgroundOf(series), surfaceOf(series));
    }

    /** {@return the number of blocks left out} */
    public int dropped() {
        return leftOut.size();
    }

    /** {@return the number of blocks too short to have any scan on task} */
    public long blocksWithoutTask() {
        return IntStream.range(0, series.count())
                .filter(i -> IntStream.range(0, series.steps()).noneMatch(t -> series.onTask(i, t)))
                .count();
    }

    /**
     * Writes the images, the series file, and last its context, with the hashes of the others. Existing files are all
     * replaced, or all kept if writing fails.
     *
     * @param out the series file; its folder must exist
     */
    public void write(Path out) throws IOException {
        write(new TreeMap<>(Map.of(out, this)));
    }

    /**
     * Writes several to one folder, replacing existing files all at once.
     *
     * @param sets by the series file; at least one
     */
    public static void write(SortedMap<Path, Prepared> sets) throws IOException {
        List<String> names = sets.keySet().stream()
                .flatMap(out -> filesOf(out).stream())
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
        FileSet.replace(FmriContext.beside(sets.lastKey()), names, folder -> {
            for (Map.Entry<Path, Prepared> set : sets.entrySet()) {
                set.getValue().fill(folder.resolve(String.valueOf(set.getKey().getFileName())));
            }
        });
    }

    private void fill(Path out) throws IOException {
        if (atlas != null) {
            NiftiWriter.write(atlasOf(out), atlas, VoxelType.INT32, formCode);
        }
        if (background != null) {
            NiftiWriter.write(backgroundOf(out), background, VoxelType.FLOAT32);
        }
        if (surface != null) {
            GiftiWriter.writeLabels(surfaceOf(out), surface);
        }
        SeriesFiles.write(series, out);
        context.writeFor(out);
    }
}

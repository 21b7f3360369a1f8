package io.unfade.fmri.prepare;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Series and what must be remembered of them.
 *
 * @param series one for each block
 * @param context of the series
 * @param atlas the labels of the regions, on the atlas' own grid; null if the regions are not in an image
 * @param background the first run's mean image, likewise
 * @param formCode the code of the space of the atlas
 * @param leftOut blocks that became no series: their windows are not inside the run, or mostly filled in
 * @param overlapping how many windows hold scans of another block of the chosen conditions
 */
public record Prepared(
        SeriesSet series,
        FmriContext context,
        @Nullable Volume atlas,
        @Nullable Volume background,
        int formCode,
        List<LeftOut> leftOut,
        int overlapping) {
    private static final String ATLAS = ".atlas.nii.gz";
    private static final String BACKGROUND = ".mean.nii.gz";

    /** {@return the image of the regions' labels beside a series file} */
    public static Path atlasOf(Path series) {
        return FmriContext.beside(series, ATLAS);
    }

    /** {@return the mean image beside a series file} */
    public static Path backgroundOf(Path series) {
        return FmriContext.beside(series, BACKGROUND);
    }

    /** {@return all files that {@link #write} may write for a series file} */
    public static List<Path> filesOf(Path series) {
        return List.of(series, FmriContext.beside(series), atlasOf(series), backgroundOf(series));
    }

    /** {@return how many blocks were left out} */
    public int dropped() {
        return leftOut.size();
    }

    /** {@return how many blocks are too short for any scan to be on task} */
    public long blocksWithoutTask() {
        return IntStream.range(0, series.count())
                .filter(i -> IntStream.range(0, series.steps()).noneMatch(t -> series.onTask(i, t)))
                .count();
    }

    /** Writes the images, the series file, and at last what must be remembered of it. */
    public void write(Path out) throws IOException {
        if (atlas == null) {
            Files.deleteIfExists(atlasOf(out)); // of regions that were there before
        } else {
            NiftiWriter.write(atlasOf(out), atlas, VoxelType.INT32, formCode);
        }
        if (background == null) {
            Files.deleteIfExists(backgroundOf(out));
        } else {
            NiftiWriter.write(backgroundOf(out), background, VoxelType.FLOAT32);
        }
        SeriesFiles.write(series, out);
        context.writeFor(out);
    }
}

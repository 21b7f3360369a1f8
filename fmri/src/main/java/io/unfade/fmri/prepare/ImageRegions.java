package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.fmri.image.AffineSource;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.region.BrainMask;
import io.unfade.fmri.region.Parcellation;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.Resampling;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Regions of a 4-D image, by the labels of an atlas or by the voxels of a mask.
 *
 * @param parcellation on the grid of the atlas or mask
 * @param mask voxels outside it belong to no region; null for all
 * @param voxels whether the regions are single voxels, which must lie on the grid of the data
 * @param reduction of a region's voxels
 * @param nonFinite how to handle non-finite voxels
 * @param formCode the code of the space of the atlas or mask
 * @param anyOrientation whether images without an orientation in their header are accepted
 */
public record ImageRegions(
        Parcellation parcellation,
        @Nullable Volume mask,
        boolean voxels,
        Reduction reduction,
        NonFinite nonFinite,
        int formCode,
        boolean anyOrientation)
        implements RegionSource {
    /** Settings common to all kinds of regions. */
    public record Rules(Reduction reduction, NonFinite nonFinite, boolean anyOrientation) {}

    /**
     * {@return the regions of a label atlas}
     *
     * @param names the name of a label
     * @param mask voxels where this image is 0 belong to no region; null for all
     * @throws MalformedFileException if an image is damaged or does not hold labels
     */
    public static ImageRegions atlas(Path file, IntFunction<String> names, @Nullable Path mask, Rules rules)
            throws IOException {
        NiftiImage image = oriented(file, rules);
        Volume inside = mask == null ? null : oriented(mask, rules).readVolume();
        try {
            return of(Parcellation.ofAtlas(image.readVolume(), names), inside, false, rules, image);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * {@return the voxels of a mask}
     *
     * @throws MalformedFileException if the image is damaged or empty
     */
    public static ImageRegions voxels(Path mask, Rules rules) throws IOException {
        NiftiImage image = oriented(mask, rules);
        return voxels(image, image.readVolume(), rules);
    }

    /**
     * {@return the voxels of the brain, determined from a run's own mean image}
     *
     * @throws MalformedFileException if the image is damaged or the brain cannot be distinguished from its surroundings
     */
    public static ImageRegions brain(Path run, Rules rules) throws IOException {
        NiftiImage image = NiftiImage.open(run);
        try {
            return voxels(image, BrainMask.of(RegionExtraction.mean(image)), rules);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(run, "", String.valueOf(e.getMessage()), e);
        }
    }

    private static NiftiImage oriented(Path file, Rules rules) throws IOException {
        return oriented(file, rules.anyOrientation());
    }

    private static NiftiImage oriented(Path file, boolean any) throws IOException {
        NiftiImage image = NiftiImage.open(file);
        if (!any && image.header().affineSource() == AffineSource.PIXDIM) {
            throw new MalformedFileException(
                    file,
                    "",
                    Message.of(
                            "does not say how it lies in space (sform_code and qform_code are 0), so regions cannot be "
                                    + "found; copy it from the scanner's image, or say {anyOrientation}"));
        }
        return image;
    }

    private static ImageRegions voxels(NiftiImage image, Volume mask, Rules rules) throws MalformedFileException {
        try {
            return of(Parcellation.ofMask(mask), null, true, rules, image);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(image.path(), "", String.valueOf(e.getMessage()), e);
        }
    }

    private static ImageRegions of(
            Parcellation parcellation, @Nullable Volume mask, boolean voxels, Rules rules, NiftiImage image) {
        return new ImageRegions(
                parcellation,
                mask,
                voxels,
                rules.reduction(),
                rules.nonFinite(),
                Math.max(1, image.header().formCode()),
                rules.anyOrientation());
    }

    @Override
    public Extracted read(Path data) throws IOException {
        NiftiImage image = oriented(data, anyOrientation);
        if (image.volumes() < 2) {
            throw new MalformedFileException(data, "", "is one volume, but a run has several");
        }
        return new Extracted(RegionExtraction.extract(image, onGridOf(image), reduction, nonFinite), null);
    }

    private Parcellation onGridOf(NiftiImage image) throws MalformedFileException {
        if (voxels && !parcellation.grid().matches(image.grid())) {
            throw new MalformedFileException(
                    image.path(),
                    "",
                    "has " + image.grid().describe() + ", but the mask has "
                            + parcellation.grid().describe() + " or lies elsewhere; both must have one grid");
        }
        try {
            Parcellation moved = parcellation.on(image.grid());
            return mask == null ? moved : moved.within(Resampling.nearest(mask, moved.grid()));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(image.path(), "", String.valueOf(e.getMessage()), e);
        }
    }
}

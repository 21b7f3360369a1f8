package io.unfade.fmri.map;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.region.Parcellation;
import io.unfade.fmri.region.Region;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Maps values of regions to voxels of an image, by the labels next to a series file. Immutable. */
public final class BrainMaps {
    private final Parcellation atlas;
    private final int formCode;

    private BrainMaps(Parcellation atlas, int formCode) {
        this.atlas = atlas;
        this.formCode = formCode;
    }

    /**
     * {@return the positions of the regions of a series file}
     *
     * @throws MalformedFileException if the labels next to it do not belong to the series file
     */
    public static BrainMaps of(FmriContext context, Path series) throws IOException {
        Path file = Prepared.atlasOf(series);
        NiftiImage image = NiftiImage.open(file);
        Parcellation atlas = labels(image);
        List<Integer> found =
                atlas.regions().stream().map(Region::label).sorted().toList();
        List<Integer> wanted = context.regions().stream().map(Region::label).toList();
        if (!found.equals(wanted)) {
            throw new MalformedFileException(
                    file, "", "has other labels than " + FmriContext.beside(series) + "; prepare both again");
        }
        return new BrainMaps(atlas, Math.max(1, image.header().formCode()));
    }

    private static Parcellation labels(NiftiImage image) throws IOException {
        try {
            return Parcellation.ofAtlas(image.readVolume(), Integer::toString);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(image.path(), "", String.valueOf(e.getMessage()), e);
        }
    }

    /** {@return the atlas' own grid} */
    public Grid grid() {
        return atlas.grid();
    }

    /** {@return the code of the atlas' space, for images on its grid} */
    int formCode() {
        return formCode;
    }

    /**
     * {@return an image with each region's value at all of its voxels}
     *
     * @param values by column
     * @param outside the value where there is no region
     */
    public Volume image(double[] values, double outside) {
        return atlas.image(values, outside);
    }
}

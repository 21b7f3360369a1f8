package io.unfade.serve.brain;

import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.region.Region;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What belongs to an item of a brain. All names are of items.
 *
 * @param images what is shown: one image with its volumes, or several of one volume each; empty if the item has no places
 * @param unit of the values: {@code saliency}, {@code signal}, {@code label}, or empty if it is not known
 * @param background an image to draw on; null if none belongs to it
 * @param atlas an image of the regions' labels; null if none belongs to it
 * @param regions the atlas' regions, in the order of the series' features; null if they have no names
 * @param series the prepared series; null if it is not known which these are
 * @param context of the series; null without series
 * @param related other images of the same kind
 * @param note what is not as it should be, for people; empty if nothing is
 */
record BrainItem(
        List<Shown> images,
        String unit,
        @Nullable String background,
        @Nullable String atlas,
        @Nullable List<Region> regions,
        @Nullable String series,
        @Nullable FmriContext context,
        List<Shown> related,
        String note) {
    /**
     * An image.
     *
     * @param item its name in the workspace
     * @param title what it is of, such as the name of a class
     */
    record Shown(String item, String title) {}

    static final String SALIENCY = "saliency";
    static final String SIGNAL = "signal";
    static final String LABEL = "label";

    /** {@return the same, with other things to show} */
    BrainItem showing(List<Shown> others, String itsUnit, List<Shown> itsRelated) {
        return new BrainItem(others, itsUnit, background, atlas, regions, series, context, itsRelated, note);
    }
}

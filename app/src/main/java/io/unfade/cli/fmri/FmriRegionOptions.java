package io.unfade.cli.fmri;

import io.unfade.fmri.prepare.Preparation.Constant;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.workflow.fmri.RegionChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Which regions of the data become features, and how. */
final class FmriRegionOptions {
    @Option(
            names = "--atlas",
            order = 10,
            paramLabel = "FILE",
            description =
                    "Label image (.nii, .nii.gz, or a pair .hdr and .img): each label but 0 is a region. Labels are put on the grid of the "
                            + "data by the nearest voxel. For dense CIFTI series: a .dlabel.nii file. For surfaces (.func.gii): a "
                            + ".label.gii file.")
    private @Nullable Path atlas;

    @Option(
            names = "--atlas-map",
            order = 10,
            paramLabel = "NAME",
            description = "Which map of a .dlabel.nii file that holds several.")
    private @Nullable String atlasMap;

    @Option(
            names = "--atlas-names",
            order = 11,
            paramLabel = "FILE",
            description = "Table with the columns index and name (.tsv, .csv), or lines of a number and a name.")
    private @Nullable Path names;

    @Option(
            names = "--mask",
            order = 12,
            paramLabel = "FILE",
            description =
                    "With --atlas: voxels where this image is 0 belong to no region. Without: each other voxel is a "
                            + "feature; `auto` finds the brain from the first run's mean image.")
    private @Nullable Path mask;

    @Option(
            names = "--reduction",
            order = 13,
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "How a region's voxels become one number: mean, median, sum, minimum, maximum, "
                    + "standard-deviation or variance.")
    private Reduction reduction = Reduction.MEAN;

    @Option(
            names = "--non-finite",
            order = 14,
            paramLabel = "RULE",
            defaultValue = "refuse",
            description =
                    "What to do with voxels, grayordinates and cells of tables that are NaN, infinite or missing: "
                            + "refuse, or zero. A parcel or column that is missing at every scan is absent.")
    private NonFinite nonFinite = NonFinite.REFUSE;

    @Option(
            names = "--constant",
            order = 15,
            paramLabel = "RULE",
            defaultValue = "refuse",
            description =
                    "What to do with a region that does not change over a run: refuse, or absent (its column is 0).")
    private Constant constant = Constant.REFUSE;

    @Option(
            names = "--any-orientation",
            order = 16,
            description = "Also take images whose header does not say how they lie in space.")
    private boolean anyOrientation;

    RegionChoice choice() {
        return new RegionChoice(atlas, atlasMap, names, mask, reduction, nonFinite, constant, anyOrientation);
    }
}

package io.unfade.cli.fmri;

import io.unfade.check.PlainText;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.ValueConverters;
import io.unfade.fmri.cifti.DenseLabels;
import io.unfade.fmri.gifti.SurfaceAtlas;
import io.unfade.fmri.prepare.DenseRegions;
import io.unfade.fmri.prepare.ImageRegions;
import io.unfade.fmri.prepare.Preparation.Constant;
import io.unfade.fmri.prepare.RegionSource;
import io.unfade.fmri.prepare.RunFormat;
import io.unfade.fmri.prepare.SurfaceRegions;
import io.unfade.fmri.prepare.TableRegions;
import io.unfade.fmri.region.LookUpTable;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which regions of the data become features, and how. */
final class FmriRegionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private static final Path AUTOMATIC = Path.of("auto");

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

    /** {@return where the regions of these data come from} */
    RegionSource source(Path data) throws IOException {
        RunFormat format = RunFormat.of(data);
        if (atlasMap != null && format != RunFormat.DENSE) {
            throw new UsageException("--atlas-map belongs to dense CIFTI files (.dtseries.nii)");
        }
        if (format == RunFormat.DENSE) {
            return new DenseRegions(denseLabels(data), reduction, nonFinite);
        }
        if (format == RunFormat.REGIONS) {
            if (atlas != null || mask != null || names != null) {
                throw new UsageException((atlas != null ? "--atlas" : mask != null ? "--mask" : "--atlas-names")
                        + " belongs to images; the columns of " + data + " are regions already");
            }
            return new TableRegions(nonFinite);
        }
        return format == RunFormat.SURFACE ? surface(data) : image(data);
    }

    private SurfaceRegions surface(Path data) throws IOException {
        if (names != null) {
            throw new UsageException("--atlas-names does not belong to surfaces; the .label.gii file names its labels");
        }
        if (atlas != null) {
            return new SurfaceRegions(SurfaceAtlas.labels(atlas, mask), reduction, nonFinite);
        }
        if (mask == null || mask.equals(AUTOMATIC)) {
            throw new UsageException(
                    data + " is a surface; name its regions by --atlas FILE.label.gii, or its vertices by "
                            + "--mask FILE.gii");
        }
        return new SurfaceRegions(SurfaceAtlas.vertices(mask), reduction, nonFinite);
    }

    private DenseLabels denseLabels(Path data) {
        DenseLabels labels = DenseLabels.of(labels(data));
        return atlasMap == null ? labels : labels.withMap(atlasMap);
    }

    private Path labels(Path data) {
        if (atlas == null || !atlas.toString().endsWith(".dlabel.nii")) {
            throw new UsageException(data + " is dense; name its regions by --atlas FILE.dlabel.nii");
        }
        if (mask != null || names != null) {
            throw new UsageException(
                    (mask == null ? "--atlas-names" : "--mask") + " does not belong to dense CIFTI files");
        }
        return atlas;
    }

    private ImageRegions image(Path data) throws IOException {
        ImageRegions.Rules rules = new ImageRegions.Rules(reduction, nonFinite, anyOrientation);
        if (atlas != null) {
            LookUpTable table = names == null ? LookUpTable.none() : LookUpTable.read(names);
            ImageRegions regions = ImageRegions.atlas(atlas, table::name, mask, rules);
            if (names != null) {
                checkNames(regions.parcellation().regions(), table);
            }
            return regions;
        }
        if (names != null) {
            throw new UsageException("--atlas-names needs --atlas");
        }
        if (mask == null) {
            throw new UsageException("name the regions by --atlas FILE, or the voxels by --mask FILE or --mask auto");
        }
        return mask.equals(AUTOMATIC) ? ImageRegions.brain(data, rules) : ImageRegions.voxels(mask, rules);
    }

    /** Fails if the table names none of the regions; notes those that it does not name. */
    private void checkNames(List<Region> regions, LookUpTable table) {
        List<String> unnamed = regions.stream()
                .filter(region -> !table.has(region.label()))
                .map(region -> Integer.toString(region.label()))
                .toList();
        if (unnamed.size() == regions.size()) {
            throw new UsageException("--atlas-names: " + names + " names none of the labels of " + atlas);
        }
        if (!unnamed.isEmpty()) {
            PrintWriter messages = command.commandLine().getErr();
            messages.println("Note: "
                    + PlainText.oneLine(names + " does not name " + unnamed.size() + " of "
                            + regions.size() + " labels of " + atlas + ": " + String.join(", ", unnamed)
                            + "; they are called by their labels"));
            messages.flush();
        }
    }

    /** {@return the files that say which regions there are} */
    List<Path> files() {
        return Stream.of(atlas, names, mask).flatMap(Stream::ofNullable).toList();
    }

    Constant constant() {
        return constant;
    }

    /** {@return the settings that count for a source, in words} */
    Map<String, String> details(RegionSource source) {
        Map<String, String> details = new LinkedHashMap<>();
        if (atlas != null) {
            details.put("atlas", String.valueOf(atlas.getFileName()));
        }
        if (mask != null) {
            details.put("mask", String.valueOf(mask.getFileName()));
        }
        if (!(source instanceof TableRegions)) {
            details.put("reduction", ValueConverters.key(reduction));
        }
        if (source instanceof ImageRegions || nonFinite != NonFinite.REFUSE) {
            details.put("non-finite voxels", ValueConverters.key(nonFinite));
        }
        details.put("constant regions", ValueConverters.key(constant));
        if (anyOrientation) {
            details.put("orientation", "any");
        }
        return details;
    }
}

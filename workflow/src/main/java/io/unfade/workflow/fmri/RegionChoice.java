package io.unfade.workflow.fmri;

import io.unfade.check.Message;
import io.unfade.check.Progress;
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
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which regions of the data become features, and how. */
public record RegionChoice(
        @Meaning(
                value = "Label image (.nii, .nii.gz, or a pair .hdr and .img): each label but 0 is a region. "
                        + "Labels are put on the grid of the data by the nearest voxel. For dense CIFTI series: a "
                        + ".dlabel.nii file. For surfaces (.func.gii): a .label.gii file.",
                file = Meaning.File.READ)
        @Nullable
        Path atlas,

        @Meaning(value = "Which map of a .dlabel.nii file that holds several.", label = "NAME") @Nullable
        String atlasMap,

        @Meaning(
                value = "Table with the columns index and name (.tsv, .csv), or lines of a number and a name.",
                file = Meaning.File.READ)
        @Nullable
        Path atlasNames,

        @Meaning(
                value = "With {atlas}: voxels where this image is 0 belong to no region. Without: each other "
                        + "voxel is a feature; `auto` finds the brain from the first run's mean image.",
                file = Meaning.File.READ,
                word = "auto")
        @Nullable
        Path mask,

        @Meaning(
                value = "How a region's voxels become one number: mean, median, sum, minimum, maximum, "
                        + "standard-deviation or variance.",
                label = "HOW",
                needs = "atlas")
        Reduction reduction,

        @Meaning(
                value = "What to do with voxels, grayordinates and cells of tables that are NaN, infinite or "
                        + "missing: refuse, or zero. A parcel or column that is missing at every scan is absent.",
                label = "RULE")
        NonFinite nonFinite,

        @Meaning(
                value = "What to do with a region that does not change over a run: refuse, or absent (its column "
                        + "is 0).",
                label = "RULE")
        Constant constant,

        @Meaning("Also take images whose header does not say how they lie in space.")
        boolean anyOrientation) {
    private static final Path AUTOMATIC = Path.of("auto");

    /** Regions that already are columns. */
    public RegionChoice() {
        this(null, null, null, null, Reduction.MEAN, NonFinite.REFUSE, Constant.REFUSE, false);
    }

    /** {@return the source of the regions of these data} */
    RegionSource source(Path data, Progress progress) throws IOException {
        RunFormat format = RunFormat.of(data);
        if (atlasMap != null && format != RunFormat.DENSE) {
            throw BadRequest.of("{atlasMap} belongs to dense CIFTI files (.dtseries.nii)");
        }
        if (anyOrientation && format != RunFormat.IMAGE) {
            throw BadRequest.of("{anyOrientation} belongs to images, which %s is not", data);
        }
        if (format == RunFormat.DENSE) {
            return new DenseRegions(denseLabels(data), reduction, nonFinite);
        }
        if (format == RunFormat.REGIONS) {
            if (atlas != null || mask != null || atlasNames != null) {
                throw BadRequest.of(
                        (atlas != null ? "{atlas}" : mask != null ? "{mask}" : "{atlasNames}")
                                + " belongs to images; the columns of %s are regions already",
                        data);
            }
            return new TableRegions(nonFinite);
        }
        return format == RunFormat.SURFACE ? surface(data) : image(data, progress);
    }

    private SurfaceRegions surface(Path data) throws IOException {
        if (atlasNames != null) {
            throw BadRequest.of("{atlasNames} does not belong to surfaces; the .label.gii file names its labels");
        }
        if (atlas != null) {
            return new SurfaceRegions(SurfaceAtlas.labels(atlas, mask), reduction, nonFinite);
        }
        if (mask == null || mask.equals(AUTOMATIC)) {
            throw BadRequest.of(
                    "%s is a surface; name its regions by {atlas} FILE.label.gii, or its vertices by {mask} "
                            + "FILE.gii",
                    data);
        }
        return new SurfaceRegions(SurfaceAtlas.vertices(mask), reduction, nonFinite);
    }

    private DenseLabels denseLabels(Path data) {
        DenseLabels labels = DenseLabels.of(labels(data));
        return atlasMap == null ? labels : labels.withMap(atlasMap);
    }

    private Path labels(Path data) {
        if (atlas == null || !atlas.toString().endsWith(".dlabel.nii")) {
            throw BadRequest.of("%s is dense; name its regions by {atlas} FILE.dlabel.nii", data);
        }
        if (mask != null || atlasNames != null) {
            throw BadRequest.of((mask == null ? "{atlasNames}" : "{mask}") + " does not belong to dense CIFTI files");
        }
        return atlas;
    }

    private ImageRegions image(Path data, Progress progress) throws IOException {
        ImageRegions.Rules rules = new ImageRegions.Rules(reduction, nonFinite, anyOrientation);
        if (atlas != null) {
            LookUpTable table = atlasNames == null ? LookUpTable.none() : LookUpTable.read(atlasNames);
            ImageRegions regions = ImageRegions.atlas(atlas, table::name, mask, rules);
            if (atlasNames != null) {
                checkNames(regions.parcellation().regions(), atlas, atlasNames, table, progress);
            }
            return regions;
        }
        if (atlasNames != null) {
            throw BadRequest.of("{atlasNames} needs {atlas}");
        }
        if (mask == null) {
            throw BadRequest.of("name the regions by {atlas} FILE, or the voxels by {mask} FILE or {mask} auto");
        }
        return mask.equals(AUTOMATIC) ? ImageRegions.brain(data, rules) : ImageRegions.voxels(mask, rules);
    }

    /** Fails if the table names none of the regions; notes the unnamed ones. */
    private static void checkNames(
            List<Region> regions, Path atlas, Path atlasNames, LookUpTable table, Progress progress) {
        List<String> unnamed = regions.stream()
                .filter(region -> !table.has(region.label()))
                .map(region -> Integer.toString(region.label()))
                .toList();
        if (unnamed.size() == regions.size()) {
            throw BadRequest.in("atlasNames", "%s names none of the labels of %s", atlasNames, atlas);
        }
        if (!unnamed.isEmpty()) {
            progress.note(Message.of(
                    "%s does not name %d of %d labels of %s: %s; their labels serve as names",
                    atlasNames, unnamed.size(), regions.size(), atlas, String.join(", ", unnamed)));
        }
    }

    /** {@return the files that define the regions} */
    List<Path> files() {
        return Stream.of(atlas, atlasNames, mask).flatMap(Stream::ofNullable).toList();
    }

    /** {@return the settings relevant to a source, in words} */
    Map<String, String> details(RegionSource source) {
        Map<String, String> details = new LinkedHashMap<>();
        if (atlas != null) {
            details.put("atlas", String.valueOf(atlas.getFileName()));
        }
        if (mask != null) {
            details.put("mask", String.valueOf(mask.getFileName()));
        }
        if (!(source instanceof TableRegions)) {
            details.put("reduction", RequestJson.key(reduction));
        }
        if (source instanceof ImageRegions || nonFinite != NonFinite.REFUSE) {
            details.put("non-finite voxels", RequestJson.key(nonFinite));
        }
        details.put("constant regions", RequestJson.key(constant));
        if (anyOrientation) {
            details.put("orientation", "any");
        }
        return details;
    }
}

package io.unfade.serve.brain;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.region.LookUpTable;
import io.unfade.fmri.region.Region;
import io.unfade.serve.array.Recent;
import io.unfade.serve.brain.BrainItem.Shown;
import io.unfade.serve.fact.Kind;
import io.unfade.serve.workspace.Item;
import io.unfade.serve.workspace.Items;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.base.Failure;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what belongs to an item of a brain, by what the commands that write images write beside them. Thread-safe. */
final class BrainItems {
    private static final Set<VoxelType> OF_LABELS = Set.of(
            VoxelType.UINT8, VoxelType.INT16, VoxelType.INT32, VoxelType.INT8, VoxelType.UINT16, VoxelType.UINT32);
    private static final String CONTEXT = ".fmri.json";
    private static final String SERIES = ".npz";
    /** Of the facts of items: the SHA-256 of the series that they belong to. */
    private static final String DATA_HASH = "dataHash";

    private static final int CONTEXTS = 1 << 20;

    private final Workspace workspace;
    private final Items items;
    private final Recent<FmriContext> contexts = new Recent<>(
            CONTEXTS, context -> context.regions().size() + context.blocks().size());

    BrainItems(Workspace workspace, Items items) {
        this.workspace = workspace;
        this.items = items;
    }

    /**
     * {@return what belongs to an item}
     *
     * @throws IllegalArgumentException if it is no image of a brain, nor series of one
     */
    BrainItem of(String name) throws IOException {
        Path path = workspace.existing(name);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path)) {
            throw noBrain(name);
        }
        if (lower.endsWith(CONTEXT)) {
            return set(stem(name, CONTEXT) + SERIES);
        }
        if (lower.endsWith(SERIES) && there(name, CONTEXT) != null) {
            return set(name);
        }
        if (String.valueOf(path.getFileName()).equals(MapsList.NAME)) {
            return ofMaps(MapsList.read(workspace, path), null);
        }
        if (!isImage(lower)) {
            throw noBrain(name);
        }
        String list = sibling(name, MapsList.NAME);
        if (exists(list)) {
            MapsList maps = MapsList.read(workspace, workspace.existing(list));
            if (maps.entries().stream().anyMatch(entry -> entry.item().equals(name))) {
                return ofMaps(maps, name);
            }
        }
        return ofImage(name, path);
    }

    private static IllegalArgumentException noBrain(String name) {
        return new IllegalArgumentException(
                name + ": is no image of a brain (.nii, .nii.gz, .gii), nor series that were prepared from some");
    }

    private static boolean isImage(String lower) {
        return lower.endsWith(".nii") || lower.endsWith(".nii.gz") || lower.endsWith(".gii");
    }

    /** {@return whether an image has its voxels on a grid in space} */
    private static boolean hasPlaces(String name) {
        return !name.matches("(?i).*(\\.gii|\\.[pd](scalar|tseries|label|conn)\\.nii)");
    }

    /** {@return series with their class maps, or if there are none, with their mean image} */
    private BrainItem set(String series) throws IOException {
        BrainItem found = ofSeries(series);
        FmriContext context = found.context();
        MapsList maps = context == null ? null : mapsOf(context.sha256());
        if (maps != null) {
            return withMaps(found, maps, null);
        }
        return found.background() == null
                ? found
                : found.showing(
                        List.of(new Shown(found.background(), "mean of the first run")), BrainItem.SIGNAL, List.of());
    }

    /** {@return series without anything to show} */
    private BrainItem ofSeries(String series) throws IOException {
        Path path = workspace.existing(series);
        FmriContext context = contexts.of(FmriContext.beside(path), json -> FmriContext.readFor(path));
        String background = named(Prepared.backgroundOf(path));
        String atlas = named(Prepared.atlasOf(path));
        boolean places = context.inImage();
        return new BrainItem(
                List.of(),
                "",
                places ? background : null,
                places ? atlas : null,
                context.regions(),
                series,
                context,
                List.of(),
                places
                        ? ""
                        : "The regions of these series come from tables or parcels, so their places are not known.");
    }

    /** @param name the image that was asked for; null for all means */
    private BrainItem ofMaps(MapsList maps, @Nullable String name) throws IOException {
        String series = seriesOf(maps.series());
        BrainItem none = new BrainItem(
                List.of(),
                "",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "The series that these maps explain are not in the workspace, so the regions have no names.");
        if (series == null) {
            return withMaps(none, maps, name);
        }
        try {
            return withMaps(ofSeries(series), maps, name);
        } catch (MalformedFileException e) {
            return withMaps(noted(none, e), maps, name);
        }
    }

    private BrainItem noted(BrainItem item, IOException e) {
        String note = workspace.shown(Failure.inWords(e, setting -> setting));
        return new BrainItem(
                item.images(),
                item.unit(),
                item.background(),
                item.atlas(),
                item.regions(),
                item.series(),
                item.context(),
                item.related(),
                note);
    }

    private static BrainItem withMaps(BrainItem item, MapsList maps, @Nullable String name) {
        List<Shown> means = maps.entries().stream()
                .filter(entry -> !entry.isMovie() && hasPlaces(entry.item()))
                .map(entry -> new Shown(entry.item(), entry.title()))
                .toList();
        List<Shown> movies = maps.entries().stream()
                .filter(entry -> entry.isMovie() && hasPlaces(entry.item()))
                .map(entry -> new Shown(entry.item(), entry.title()))
                .toList();
        List<Shown> movie =
                movies.stream().filter(one -> one.item().equals(name)).toList();
        if (movie.isEmpty()) {
            return item.showing(means, BrainItem.SALIENCY, movies);
        }
        return item.showing(movie, BrainItem.SALIENCY, movies);
    }

    private BrainItem ofImage(String name, Path path) throws IOException {
        String series = preparedWith(name);
        if (series != null) {
            BrainItem found = ofSeries(series);
            boolean labels = name.equals(found.atlas());
            return found.showing(
                    List.of(new Shown(name, labels ? "regions" : "mean of the first run")),
                    labels ? BrainItem.LABEL : BrainItem.SIGNAL,
                    List.of());
        }
        List<Shown> shown = hasPlaces(name) ? List.of(new Shown(name, "")) : List.of();
        String note =
                shown.isEmpty() ? "The values of this file are of vertices or parcels, without places on a grid." : "";
        String background = sibling(name, "background.nii.gz");
        boolean labels = !shown.isEmpty() && isAtlas(name, path);
        return new BrainItem(
                shown,
                labels ? BrainItem.LABEL : "",
                exists(background) && !background.equals(name) && labels ? background : null,
                labels ? name : null,
                labels ? names(name) : null,
                null,
                null,
                List.of(),
                note);
    }

    private boolean isAtlas(String name, Path path) throws IOException {
        NiftiImage image = NiftiImage.open(path);
        String file = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        boolean named = file.contains("atlas") || file.contains("dseg") || table(name) != null;
        return named
                && image.volumes() == 1
                && OF_LABELS.contains(image.header().type());
    }

    private @Nullable String table(String image) {
        String table = image.replaceFirst("(?i)\\.nii(\\.gz)?$", "") + ".tsv";
        return exists(table) ? table : null;
    }

    /** {@return the names of labels in the table beside an atlas; null without a table, or if it names none} */
    private @Nullable List<Region> names(String image) throws IOException {
        String table = table(image);
        if (table == null) {
            return null;
        }
        LookUpTable names = LookUpTable.read(workspace.existing(table));
        return names.labels().stream()
                .filter(label -> label > 0)
                .map(label -> new Region(label, names.name(label), 0, true))
                .toList();
    }

    /** {@return the series that an image was written with; null if there are none} */
    private @Nullable String preparedWith(String image) {
        for (String ending : List.of(".atlas.nii.gz", ".mean.nii.gz")) {
            if (image.endsWith(ending)) {
                String series = stem(image, ending) + SERIES;
                return exists(series) && there(series, CONTEXT) != null ? series : null;
            }
        }
        return null;
    }

    /** {@return the newest list of maps of some series; null if there is none} */
    private @Nullable MapsList mapsOf(String hash) throws IOException {
        MapsList newest = null;
        Instant at = Instant.MIN;
        for (Item item : items.list().items()) {
            String file = item.name().substring(item.name().lastIndexOf('/') + 1);
            if (!file.equals(MapsList.NAME) || !item.modified().isAfter(at)) {
                continue;
            }
            try {
                MapsList maps = MapsList.read(workspace, workspace.existing(item.name()));
                if (maps.series().equals(hash)) {
                    newest = maps;
                    at = item.modified();
                }
            } catch (IOException e) {
                // another file of this name, or removed
            }
        }
        return newest;
    }

    /** {@return the series with a hash, as told by their contexts; null if there are none} */
    private @Nullable String seriesOf(String hash) throws IOException {
        for (Item item : items.list().items()) {
            if (item.kind() == Kind.REGIONS
                    && item.about().path(DATA_HASH).asText().equals(hash)) {
                String series = stem(item.name(), CONTEXT) + SERIES;
                if (exists(series)) {
                    return series;
                }
            }
        }
        return null;
    }

    /** {@return the newest saliency of some series; null if there is none} */
    @Nullable
    String saliencyOf(String hash) throws IOException {
        Item newest = null;
        for (Item item : items.list().items()) {
            boolean fits = item.kind() == Kind.MAPS
                    && item.about().path(DATA_HASH).asText().equals(hash);
            if (fits && (newest == null || item.modified().isAfter(newest.modified()))) {
                newest = item;
            }
        }
        return newest == null ? null : newest.name();
    }

    private static String stem(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static String sibling(String name, String file) {
        return name.substring(0, name.lastIndexOf('/') + 1) + file;
    }

    private @Nullable String there(String series, String ending) {
        String name = stem(series, SERIES) + ending;
        return exists(name) ? name : null;
    }

    private boolean exists(String name) {
        try {
            return Files.isRegularFile(workspace.existing(name));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private @Nullable String named(Path path) {
        String name = workspace.nameOf(path);
        return exists(name) ? name : null;
    }
}

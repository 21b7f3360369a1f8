package io.unfade.serve.brain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.region.Region;
import io.unfade.serve.array.Recent;
import io.unfade.serve.brain.BrainItem.Shown;
import io.unfade.serve.workspace.Items;
import io.unfade.serve.workspace.Workspace;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The brains of a workspace: what there is to show of an item, and the numbers. Thread-safe. */
public final class Brains {
    private static final long EXTENTS = 1 << 20;
    private static final int MOST_VOLUMES = 20_000;

    private final Workspace workspace;
    private final BrainItems items;
    private final Voxels voxels = new Voxels();
    private final Recent<Voxels.Extents> extents = new Recent<>(EXTENTS, one -> one.least().length);

    public Brains(Workspace workspace, Items items) {
        this.workspace = workspace;
        this.items = new BrainItems(workspace, items);
    }

    /**
     * Numbers of a volume.
     *
     * @param shape of the grid: x, y, z
     * @param bytes little-endian, four for each voxel, x fastest
     */
    public record Numbers(int[] shape, byte[] bytes) {}

    /**
     * {@return what there is to show of an item}
     *
     * @throws TooLarge if its volumes are too large
     * @throws IllegalArgumentException if it is no brain
     */
    public ObjectNode summary(String name) throws IOException {
        BrainItem item = items.of(name);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("places", !item.images().isEmpty());
        json.put("unit", item.unit());
        json.put("note", item.note());
        addVolumes(json, item);
        json.put("selected", selected(item, name));
        json.put("ofClass", ofClass(item));
        json.put("background", item.background());
        addGrid(json, "background", item.background());
        json.put("atlas", item.atlas());
        addGrid(json, "atlas", item.atlas());
        addRegions(json, item.regions());
        json.put("series", item.series());
        addBlocks(json, item);
        ArrayNode related = json.putArray("related");
        item.related()
                .forEach(one -> related.addObject().put("item", one.item()).put("title", one.title()));
        return json;
    }

    /** {@return the number of the volume that an item is, where several are shown} */
    private static int selected(BrainItem item, String name) {
        List<String> images = item.images().stream().map(Shown::item).toList();
        return Math.max(0, images.indexOf(name));
    }

    /** {@return the class of a movie; null if there are several classes, or none} */
    private static @Nullable String ofClass(BrainItem item) {
        boolean one = item.unit().equals(BrainItem.SALIENCY) && item.images().size() == 1;
        return one ? item.images().get(0).title() : null;
    }

    private void addVolumes(ObjectNode json, BrainItem item) throws IOException {
        json.putNull("shape");
        json.putNull("affine");
        ArrayNode volumes = json.putArray("volumes");
        Grid grid = null;
        for (Shown shown : item.images()) {
            NiftiImage image = opened(shown.item());
            if (grid == null) {
                grid = image.grid();
                addGrid(json, grid, "shape", "affine");
            }
            Require.argument(
                    grid.matches(image.grid()),
                    "%s lies on another grid than %s; make the maps again",
                    shown.item(),
                    item.images().get(0).item());
            Require.argument(
                    image.volumes() == 1 || item.images().size() == 1,
                    "%s holds %s volumes, but a class map is one",
                    shown.item(),
                    image.volumes());
            addVolumes(volumes, shown, image, item.context());
        }
    }

    private void addVolumes(ArrayNode volumes, Shown shown, NiftiImage image, @Nullable FmriContext context)
            throws IOException {
        Voxels.Extents found = extents.of(image.path(), file -> voxels.extents(image));
        List<String> names = names(shown, image, context);
        for (int index = 0; index < image.volumes(); index++) {
            ObjectNode volume = volumes.addObject();
            volume.put("name", names.get(index));
            put(volume, "least", found.least()[index]);
            put(volume, "largest", found.largest()[index]);
        }
    }

    private static List<String> names(Shown shown, NiftiImage image, @Nullable FmriContext context) {
        if (image.volumes() == 1) {
            return List.of(shown.title());
        }
        double step = image.header().repetitionTime();
        double[] seconds = context == null ? null : context.secondsFromOnset(context.blocks(), image.volumes());
        List<String> names = new ArrayList<>();
        for (int index = 0; index < image.volumes(); index++) {
            double at = seconds == null ? index * step : seconds[index];
            names.add(Double.isNaN(at) ? "volume " + index : String.format(Locale.ROOT, "%.1f s", at));
        }
        return names;
    }

    private static void put(ObjectNode json, String key, double value) {
        if (Double.isNaN(value)) {
            json.putNull(key);
        } else {
            json.put(key, value);
        }
    }

    private void addGrid(ObjectNode json, String part, @Nullable String name) throws IOException {
        if (name == null) {
            json.putNull(part + "Shape");
            json.putNull(part + "Affine");
        } else {
            addGrid(json, opened(name).grid(), part + "Shape", part + "Affine");
        }
    }

    private static void addGrid(ObjectNode json, Grid grid, String shape, String affine) {
        ArrayNode extents = json.putArray(shape);
        for (int extent : grid.shape()) {
            extents.add(extent);
        }
        double[] rows = grid.affine();
        ArrayNode matrix = json.putArray(affine);
        for (int row = 0; row < 3; row++) {
            ArrayNode cells = matrix.addArray();
            for (int column = 0; column < 4; column++) {
                cells.add(rows[4 * row + column]);
            }
        }
        matrix.addArray().add(0).add(0).add(0).add(1);
    }

    private static void addRegions(ObjectNode json, @Nullable List<Region> regions) {
        if (regions == null) {
            json.putNull("regions");
            return;
        }
        ArrayNode all = json.putArray("regions");
        for (Region region : regions) {
            ObjectNode one = all.addObject().put("id", region.label()).put("name", region.name());
            if (!region.present()) {
                one.put("absent", true);
            }
        }
    }

    private void addBlocks(ObjectNode json, BrainItem item) throws IOException {
        FmriContext context = item.context();
        json.putNull("maps");
        json.putNull("time");
        if (context == null) {
            return;
        }
        json.put("maps", items.saliencyOf(context.sha256()));
        ObjectNode time = json.putObject("time");
        time.put("start", context.secondsFromOnset(context.blocks(), 1)[0]);
        time.put("step", context.repetitionTime());
    }

    /** {@return one of the volumes of an item's summary, as float32} */
    public Numbers volume(String name, int index) throws IOException {
        BrainItem item = items.of(name);
        requirePlaces(item, name);
        int images = item.images().size();
        if (images == 1) {
            Shown only = item.images().get(0);
            return numbers(voxels.floats(opened(only.item()), only.item(), index));
        }
        Require.argument(
                index >= 0 && index < images, "there is no volume %s; there are %s, counted from 0", index, images);
        Shown shown = item.images().get(index);
        return numbers(voxels.floats(opened(shown.item()), shown.item(), 0));
    }

    private static void requirePlaces(BrainItem item, String name) {
        Require.argument(!item.images().isEmpty(), "%s: has no voxels to show. %s", name, item.note());
    }

    /**
     * {@return the labels of an item's atlas, as int32}
     *
     * @throws NoSuchFileException if it has none
     */
    public Numbers atlas(String name) throws IOException {
        String atlas = present(items.of(name).atlas(), name, "atlas");
        return numbers(voxels.labels(opened(atlas), atlas));
    }

    /**
     * {@return the image to draw an item on, as float32}
     *
     * @throws NoSuchFileException if it has none
     */
    public Numbers background(String name) throws IOException {
        String background = present(items.of(name).background(), name, "background");
        return numbers(voxels.floats(opened(background), background, 0));
    }

    private static String present(@Nullable String part, String name, String what) throws NoSuchFileException {
        if (part == null) {
            throw new NoSuchFileException(name, null, "has no " + what);
        }
        return part;
    }

    private static Numbers numbers(Voxels.Sent sent) {
        return new Numbers(sent.grid().shape(), sent.bytes());
    }

    private NiftiImage opened(String name) throws IOException {
        NiftiImage image = NiftiImage.open(workspace.existing(name));
        Voxels.requireRoom(image, name);
        if (image.volumes() > MOST_VOLUMES) {
            throw new TooLarge(
                    name + " holds " + image.volumes() + " volumes, but at most " + MOST_VOLUMES + " can be shown");
        }
        return image;
    }
}

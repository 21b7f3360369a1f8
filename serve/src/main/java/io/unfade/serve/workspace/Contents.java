package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;
import io.unfade.serve.array.ArrayFiles;
import io.unfade.serve.array.MapsView;
import io.unfade.serve.array.Mask;
import io.unfade.serve.array.Matrix;
import io.unfade.serve.array.SeriesView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is in a workspace: its items and what came of what, and the numbers of series and maps. Thread-safe. */
public final class Contents implements AutoCloseable {
    private static final long MOST_PROBABILITIES = 1 << 20;
    private static final Map<String, String> SOURCES =
            Map.of(Links.EXPLAINS, "model", Links.OF_DATA, "data", Links.AGAINST, "background");

    private final Workspace workspace;
    private final Items items;
    private final Hashes hashes;
    private final ArrayFiles arrays = new ArrayFiles();
    private final ItemInfo info;
    private final Thumbnails thumbnails = new Thumbnails(arrays);

    public Contents(Workspace workspace) {
        this.workspace = workspace;
        items = new Items(workspace);
        hashes = new Hashes(workspace);
        info = new ItemInfo(workspace, arrays.whole());
    }

    /** {@return all items and links between them, and in {@code note} what is left out} */
    public ObjectNode list() throws IOException {
        Items.Listing listing = items.list();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("items");
        listing.items().forEach(item -> all.add(item.json()));
        ArrayNode links = json.putArray("links");
        Links.of(listing.items(), hashes).forEach(link -> links.add(link.json()));
        if (listing.note() != null) {
            json.put("note", listing.note());
        }
        return json;
    }

    /**
     * {@return an item}
     *
     * @throws NoSuchFileException if there is none of this name
     * @throws IllegalArgumentException if it is no name
     */
    public Item item(String name) throws IOException {
        return items.item(name);
    }

    /** {@return an item with all that is understood of it, in {@code info}, and in {@code text} for people} */
    public ObjectNode describe(String name) throws IOException {
        return info.of(items.item(name));
    }

    /**
     * {@return a small picture of an item, as PNG}
     *
     * @throws NoSuchFileException if there is none of it
     */
    public byte[] thumbnail(String name) throws IOException {
        return thumbnails.of(items.item(name), workspace.existing(name));
    }

    /** {@return the numbers of files} */
    ArrayFiles arrays() {
        return arrays;
    }

    /** {@return what there is one of for each series of a file, and for each feature} */
    public ObjectNode seriesSummary(String name) throws IOException {
        return arrays.series(workspace.existing(name)).summary().json();
    }

    /** {@return a series; NaN where it has ended} */
    public Matrix series(String name, int index) throws IOException {
        SeriesView view = arrays.series(workspace.existing(name));
        checkIndex(index, view.summary().count());
        return view.values(index);
    }

    /** {@return a series as a model sees it, in the file's order of features} */
    public Matrix series(String name, int index, String model) throws IOException {
        SeriesView view = arrays.series(workspace.existing(name));
        checkIndex(index, view.summary().count());
        return arrays.standardized(workspace.existing(name), workspace.existing(model), index);
    }

    /**
     * {@return the mean of each cell over all series}
     *
     * @throws IllegalArgumentException if they are too many for memory
     */
    public Matrix meanSeries(String name) throws IOException {
        Matrix mean = arrays.series(workspace.existing(name)).mean();
        Require.argument(mean != null, "%s: is too large for the mean of its series", name);
        return Objects.requireNonNull(mean);
    }

    /**
     * {@return the marks of a series}
     *
     * @param mask {@code reference} or {@code distractor}
     * @throws NoSuchFileException if the file has none
     */
    public Mask mask(String name, String mask, int index) throws IOException {
        SeriesView view = arrays.series(workspace.existing(name));
        checkIndex(index, view.summary().count());
        Mask marks = view.mask(mask, index);
        if (marks == null) {
            throw new NoSuchFileException(name, null, "has no " + mask + " cells");
        }
        return marks;
    }

    /** {@return the map of a series} */
    public Matrix map(String name, int index) throws IOException {
        MapsView view = arrays.maps(workspace.existing(name));
        checkIndex(index, view.outline().count());
        return view.values(index);
    }

    /**
     * {@return the mean of |saliency| over series}
     *
     * @param target name or index of the class that was explained; null for all series
     */
    public Matrix meanMap(String name, @Nullable String target) throws IOException {
        MapsView view = arrays.maps(workspace.existing(name));
        return view.mean(target == null ? null : target(view.outline(), target));
    }

    private static int target(SaliencyFile.Outline outline, String target) {
        int named = classNames(outline).indexOf(target);
        if (named >= 0) {
            return named;
        }
        Require.argument(target.matches("[0-9]{1,6}"), "there is no class '%s'", target);
        return Integer.parseInt(target);
    }

    private static List<String> classNames(SaliencyFile.Outline outline) {
        String names = outline.origin().details().get(SaliencyMaps.CLASS_NAMES);
        return names == null ? List.of() : List.of(names.split("\n", -1));
    }

    /** {@return what there is one of for each map of a file, how they were made, and of which items} */
    public ObjectNode mapsSummary(String name) throws IOException {
        SaliencyFile.Outline outline = arrays.maps(workspace.existing(name)).outline();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("count", outline.count());
        json.put("steps", outline.steps());
        json.put("features", outline.features());
        json.put("method", outline.origin().method());
        json.putArray("methods").add(outline.origin().method());
        ObjectNode details = json.putObject("details");
        details.put("method", outline.origin().method());
        details.put("output", outline.origin().output());
        outline.origin().details().forEach(details::put);
        SeriesView.Summary.put(json.putArray("lengths"), outline.lengths());
        SeriesView.Summary.put(json.putArray("targets"), outline.targets());
        json.putNull("classNames");
        if (!classNames(outline).isEmpty()) {
            classNames(outline).forEach(json.putArray("classNames")::add);
        }
        outline.featureNames().forEach(json.putArray("featureNames")::add);
        outline.ids().forEach(json.putArray("ids")::add);
        addProbabilities(json, outline.probabilities());
        addSources(json, name);
        return json;
    }

    private static void addProbabilities(ObjectNode json, double[][] probabilities) {
        long size = (long) probabilities.length * probabilities[0].length;
        if (size == 0 || size > MOST_PROBABILITIES) {
            return;
        }
        ArrayNode rows = json.putArray("probabilities");
        for (double[] row : probabilities) {
            ArrayNode cells = rows.addArray();
            for (double probability : row) {
                cells.add(probability);
            }
        }
    }

    private void addSources(ObjectNode json, String name) throws IOException {
        json.putNull("data");
        json.putNull("model");
        json.putNull("background");
        for (Link link : Links.of(items.list().items(), hashes)) {
            if (link.to().equals(name) && !link.stale()) {
                json.put(SOURCES.get(link.how()), link.from());
            }
        }
    }

    private static void checkIndex(int index, int count) {
        Require.argument(
                index >= 0 && index < count, "there is no series %d; there are %d, counted from 0", index, count);
    }

    @Override
    public void close() {
        hashes.close();
    }
}

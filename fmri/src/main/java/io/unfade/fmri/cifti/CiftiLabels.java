package io.unfade.fmri.cifti;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.NearestWord;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One map of a label file, {@code .dlabel.nii}: a key for each grayordinate, and a name for each key.
 *
 * @param path the file
 * @param names by key, without the key 0 and without {@code ???}
 * @param keys of the grayordinates; 0 where the key has no name
 * @param models the grayordinates
 */
record CiftiLabels(Path path, TreeMap<Integer, String> names, int[] keys, BrainModels models) {
    private static final String NONE = "???";

    /**
     * A map of a file and its names.
     *
     * @param name of the map
     * @param labels by key
     */
    private record NamedMap(String name, TreeMap<Integer, String> labels) {
        static NamedMap of(Element element) {
            TreeMap<Integer, String> labels = new TreeMap<>();
            for (Element label : Xml.children(Xml.child(element, "LabelTable"), "Label")) {
                int key = Xml.whole(label, "Key");
                Require.argument(
                        labels.put(key, label.getTextContent()) == null, "the label table has the key %d twice", key);
            }
            return new NamedMap(Xml.child(element, "MapName").getTextContent(), labels);
        }
    }

    static CiftiLabels read(Path path, @Nullable String map) throws IOException {
        CiftiFile file = CiftiFile.open(path);
        List<NamedMap> maps = file.dimension(0, "CIFTI_INDEX_TYPE_LABELS", ".dlabel.nii", CiftiLabels::maps);
        BrainModels models = file.dimension(1, BrainModels.TYPE, ".dlabel.nii", BrainModels::of);
        file.requireExtent(0, maps.size(), "maps");
        file.requireExtent(1, models.size(), "grayordinates");
        int chosen = chosen(path, maps, map);
        TreeMap<Integer, String> names = maps.get(chosen).labels();
        int[] keys = new int[models.size()];
        file.blocks("grayordinate").forEach((index, values) -> {
            double value = values[chosen];
            int key = (int) value;
            if (key != value || (key != 0 && !names.containsKey(key))) {
                throw new MalformedFileException(
                        path, "grayordinate " + index, "the key " + value + " is not in the label table");
            }
            keys[index] = NONE.equals(names.get(key)) ? 0 : key;
        });
        names.remove(0);
        names.values().removeIf(NONE::equals);
        if (names.isEmpty()) {
            throw new MalformedFileException(path, "CIFTI header", "the label table has no label but 0 and " + NONE);
        }
        return new CiftiLabels(path, names, keys, models);
    }

    private static List<NamedMap> maps(Element element) {
        List<NamedMap> maps = new ArrayList<>();
        Xml.children(element, "NamedMap").forEach(map -> maps.add(NamedMap.of(map)));
        return maps;
    }

    private static int chosen(Path path, List<NamedMap> maps, @Nullable String name) throws MalformedFileException {
        List<String> names = maps.stream().map(NamedMap::name).toList();
        if (name == null && names.size() == 1) {
            return 0;
        }
        int index = name == null ? -1 : names.indexOf(name);
        if (index < 0) {
            throw new MalformedFileException(
                    path,
                    "",
                    Message.of(
                            name == null
                                    ? "has several maps, one must be chosen ({atlasMap}): %s%s"
                                    : "has no map of that name: %s%s",
                            names.stream().map(PlainText::quote).toList(),
                            name == null ? "" : NearestWord.clause(name, names)));
        }
        return index;
    }
}

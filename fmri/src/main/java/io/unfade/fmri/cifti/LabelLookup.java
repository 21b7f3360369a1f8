package io.unfade.fmri.cifti;

import io.unfade.check.Require;

import java.util.HashMap;
import java.util.Map;

/** Looks up the keys of the data's grayordinates in labels of the same or of other grayordinates. */
final class LabelLookup {
    private final BrainModels models;
    private final int[] keys;

    LabelLookup(BrainModels models, int[] keys) {
        this.models = models;
        this.keys = keys;
    }

    /**
     * {@return the keys of the data's grayordinates, 0 where the labels do not cover them}
     *
     * @throws IllegalArgumentException if a surface or the grid of voxels differs, or no structure is shared
     */
    int[] shared(BrainModels data) {
        requireSameSpace(data);
        Map<String, BrainModels.Model> surfaces = new HashMap<>();
        models.models().stream()
                .filter(BrainModels.Model::isSurface)
                .forEach(model -> surfaces.put(model.structure(), model));
        Map<Long, Integer> voxels = keysOfVoxels();
        int[] found = new int[data.size()];
        boolean any = false;
        for (BrainModels.Model model : data.models()) {
            Map<Long, Integer> known = voxels;
            if (model.isSurface()) {
                BrainModels.Model label = surfaces.get(model.structure());
                known = label == null ? Map.of() : keysOfVertices(label, model.surfaceVertices());
            }
            for (int i = 0; i < model.count(); i++) {
                Integer key = known.get(place(data, model, i));
                found[model.offset() + i] = key == null ? 0 : key;
                any |= key != null;
            }
        }
        Require.argument(any, "they have nothing in common");
        return found;
    }

    private Map<Long, Integer> keysOfVertices(BrainModels.Model label, int vertices) {
        Require.argument(
                label.surfaceVertices() == vertices,
                "the surface %s has %d vertices in the labels, %d in the data",
                label.structure(),
                label.surfaceVertices(),
                vertices);
        Map<Long, Integer> known = new HashMap<>();
        collect(label, known);
        return known;
    }

    private Map<Long, Integer> keysOfVoxels() {
        Map<Long, Integer> known = new HashMap<>();
        models.models().stream().filter(model -> !model.isSurface()).forEach(model -> collect(model, known));
        return known;
    }

    private void collect(BrainModels.Model model, Map<Long, Integer> known) {
        for (int i = 0; i < model.count(); i++) {
            known.put(place(models, model, i), keys[model.offset() + i]);
        }
    }

    /** {@return the number of a vertex on its surface, or of a voxel in its grid} */
    private static long place(BrainModels owner, BrainModels.Model model, int i) {
        return owner.space() == null || model.isSurface()
                ? model.elements()[i]
                : owner.space().number(model.elements(), 3 * i);
    }

    private void requireSameSpace(BrainModels data) {
        Require.argument(
                data.space() == null || models.space() == null || data.space().matches(models.space()),
                "their voxels lie on different grids");
    }
}

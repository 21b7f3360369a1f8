package io.unfade.fmri.cifti;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which vertices of surfaces and which voxels the grayordinates of a CIFTI file are.
 *
 * @param models structure by structure, in the order of the grayordinates, without gaps
 * @param space where the voxels lie; null if there are none
 */
record BrainModels(List<Model> models, @Nullable VolumeSpace space) {
    static final String TYPE = "CIFTI_INDEX_TYPE_BRAIN_MODELS";

    /**
     * The grayordinates of one structure.
     *
     * @param structure such as {@code CIFTI_STRUCTURE_CORTEX_LEFT}
     * @param surfaceVertices the number of vertices of its surface; 0 if it is made of voxels
     * @param offset the number of its first grayordinate
     * @param count the number of its grayordinates
     * @param elements vertices, or i, j, k of each voxel in turn
     */
    record Model(String structure, int surfaceVertices, int offset, int count, int[] elements) {
        boolean isSurface() {
            return surfaceVertices > 0;
        }

        static Model of(Element element) {
            boolean surface = switch (Xml.attribute(element, "ModelType")) {
                case "CIFTI_MODEL_TYPE_SURFACE" -> true;
                case "CIFTI_MODEL_TYPE_VOXELS" -> false;
                default -> throw new IllegalArgumentException("ModelType must be CIFTI_MODEL_TYPE_SURFACE or _VOXELS");
            };
            String structure = Xml.attribute(element, "BrainStructure");
            int vertices = surface ? Xml.whole(element, "SurfaceNumberOfVertices") : 0;
            Require.argument(!surface || vertices >= 1, "the surface %s has no vertices", structure);
            int[] elements = Xml.wholes(Xml.child(element, surface ? "VertexIndices" : "VoxelIndicesIJK"));
            int count = Xml.whole(element, "IndexCount");
            Require.argument(
                    count >= 0 && elements.length == (surface ? 1L : 3L) * count,
                    "the brain model %s claims %d grayordinates, but lists %d numbers",
                    structure,
                    count,
                    elements.length);
            return new Model(structure, vertices, Xml.whole(element, "IndexOffset"), count, elements);
        }
    }

    static BrainModels of(Element map) {
        List<Model> models = new ArrayList<>();
        for (Element element : Xml.children(map, "BrainModel")) {
            models.add(Model.of(element));
        }
        models.sort(Comparator.comparingInt(Model::offset));
        boolean voxels = models.stream().anyMatch(model -> !model.isSurface());
        BrainModels all =
                new BrainModels(List.copyOf(models), voxels ? VolumeSpace.of(Xml.child(map, "Volume")) : null);
        all.check();
        return all;
    }

    private void check() {
        int next = 0;
        Set<String> structures = new HashSet<>();
        for (Model model : models) {
            Require.argument(
                    model.offset() == next && structures.add(model.structure()),
                    "the brain model %s must begin at grayordinate %d and occur once",
                    model.structure(),
                    next);
            next = Math.addExact(next, model.count());
            if (model.isSurface()) {
                Parcel.checkVertices(model.structure(), model.elements(), model.surfaceVertices());
            } else if (space != null) {
                space.check(model.elements(), model.structure());
            }
        }
    }

    /** {@return the number of grayordinates} */
    int size() {
        return models.stream().mapToInt(Model::count).sum();
    }
}

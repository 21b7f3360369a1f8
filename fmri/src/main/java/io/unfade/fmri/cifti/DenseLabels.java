package io.unfade.fmri.cifti;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The labels that grayordinates are reduced by. They may cover other grayordinates than the data, such as the cortex
 * only: they are matched by the vertices of each surface and the positions of voxels.
 *
 * @param file a label file, {@code .dlabel.nii}
 * @param map the name of the map to use; null if the file has only one
 */
public record DenseLabels(Path file, @Nullable String map) {
    /** {@return the only map of a file} */
    public static DenseLabels of(Path file) {
        return new DenseLabels(file, null);
    }

    /** {@return the map of a name} */
    public DenseLabels withMap(String name) {
        return new DenseLabels(file, name);
    }
}

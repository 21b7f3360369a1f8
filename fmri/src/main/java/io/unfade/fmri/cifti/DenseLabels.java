package io.unfade.fmri.cifti;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Which labels grayordinates are reduced by. They may be of other grayordinates than the data, such as those of the cortex
 * alone: they are looked up by the vertices of each surface and the places of voxels.
 *
 * @param file a label file, {@code .dlabel.nii}
 * @param map the name of the map to take; null if the file has one map only
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

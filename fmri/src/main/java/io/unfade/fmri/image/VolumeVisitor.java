package io.unfade.fmri.image;

import java.io.IOException;

/** Receives the volumes of an image, or the blocks of a file, one after the other. */
@FunctionalInterface
public interface VolumeVisitor {
    /**
     * Receives a volume.
     *
     * @param index its number, from 0
     * @param values by the number of the voxel; the array is reused for the next volume
     * @throws IOException if processing fails
     */
    void visit(int index, double[] values) throws IOException;
}

package io.unfade.fmri.image;

import java.io.IOException;

/** Takes the volumes of an image, or the blocks of a file, one after the other. */
@FunctionalInterface
public interface VolumeVisitor {
    /**
     * Takes a volume.
     *
     * @param index its number, from 0
     * @param values by the number of the voxel; the same array is filled anew for the next volume
     * @throws IOException if what is done with it fails
     */
    void visit(int index, double[] values) throws IOException;
}

package io.unfade.fmri.image;

import java.io.IOException;

/** Supplies the volumes of an image that is being written, one after the other. */
@FunctionalInterface
public interface VolumeSource {
    /**
     * {@return a volume: one value for each voxel, by its number; not retained, so it may be the same array each time}
     *
     * @param index its number, from 0
     * @throws IOException if it cannot be made
     */
    double[] volume(int index) throws IOException;
}

package io.unfade.fmri.image;

import java.util.Locale;

/** Which part of a NIfTI header said where its voxels lie; the first of these that the header has. */
public enum AffineSource {
    /** The rows {@code srow_x}, {@code srow_y}, {@code srow_z}. */
    SFORM,
    /** The quaternion with its offset, and the voxel sizes. */
    QFORM,
    /**
     * The voxel sizes alone: the middle of the grid is the origin, and the first axis runs to the left, as nibabel and
     * FSL take it. Which side is left is a guess.
     */
    PIXDIM;

    /** {@return the name in files and messages} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

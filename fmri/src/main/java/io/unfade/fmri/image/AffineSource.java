package io.unfade.fmri.image;

import io.unfade.check.Keyed;

/** Which part of a NIfTI header said where its voxels lie; the first of these that the header has. */
public enum AffineSource implements Keyed {
    /** The rows {@code srow_x}, {@code srow_y}, {@code srow_z}. */
    SFORM,
    /** The quaternion with its offset, and the voxel sizes. */
    QFORM,
    /**
     * The voxel sizes alone: the middle of the grid is the origin, and the first axis runs to the left, as nibabel and
     * FSL take it. Which side is left is a guess.
     */
    PIXDIM;
}

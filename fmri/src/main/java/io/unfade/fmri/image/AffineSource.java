package io.unfade.fmri.image;

import io.unfade.check.Keyed;

/** The part of a NIfTI header that gives the position of the voxels: the first of these present. */
public enum AffineSource implements Keyed {
    /** The rows {@code srow_x}, {@code srow_y}, {@code srow_z}. */
    SFORM,
    /** The quaternion with its offset, and the voxel sizes. */
    QFORM,
    /**
     * The voxel sizes only: the origin is the middle of the grid and the first axis runs to the left, as in nibabel and
     * FSL. Which side is left is a guess.
     */
    PIXDIM;
}

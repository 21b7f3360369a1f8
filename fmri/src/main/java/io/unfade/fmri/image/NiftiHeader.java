package io.unfade.fmri.image;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The header of a NIfTI image.
 *
 * @param version 1 or 2
 * @param order of the bytes of a number
 * @param type of the numbers in the file
 * @param dims the extents in the file, 1 to 7 of them, the fastest first; not to be changed
 * @param grid the first three extents, 1 where there are fewer, and the affine in mm
 * @param slope factor of stored numbers; 1 if they are not scaled
 * @param intercept added to the product
 * @param repetitionTime seconds from one volume to the next, TR; NaN if there is no fourth extent or no value
 * @param affineSource the part of the header that gave the affine
 * @param formCode the code of the space, such as 1 (scanner), 2 (aligned), 4 (MNI 152); 0 if there is none
 * @param intentCode the meaning of the numbers; 0 if not given
 * @param description free text, up to 80 characters
 * @param extensions between header and data
 */
public record NiftiHeader(
        int version,
        ByteOrder order,
        VoxelType type,
        int[] dims,
        Grid grid,
        double slope,
        double intercept,
        double repetitionTime,
        AffineSource affineSource,
        int formCode,
        int intentCode,
        String description,
        List<NiftiExtension> extensions) {
    /** Copies the list of extensions. */
    public NiftiHeader {
        extensions = List.copyOf(extensions);
    }

    /** {@return the number of volumes: the product of the extents after the third} */
    public int volumes() {
        int count = 1;
        for (int axis = 3; axis < dims.length; axis++) {
            count *= dims[axis];
        }
        return count;
    }
}

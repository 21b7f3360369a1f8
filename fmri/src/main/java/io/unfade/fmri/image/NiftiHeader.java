package io.unfade.fmri.image;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What the header of a NIfTI image says.
 *
 * @param version 1 or 2
 * @param order of the bytes of a number
 * @param type of the numbers in the file
 * @param dims the extents in the file, 1 to 7 of them, the fastest first; not to be changed
 * @param grid the first three extents, 1 where there are fewer, and the affine in mm
 * @param slope by which stored numbers are multiplied; 1 if they are not scaled
 * @param intercept what is then added
 * @param repetitionTime seconds from one volume to the next, TR; NaN if there is no fourth extent or it does not say
 * @param affineSource which part of the header said where the voxels lie
 * @param formCode the code of the space, such as 1 (scanner), 2 (aligned), 4 (MNI 152); 0 if there is none
 * @param intentCode what the numbers mean; 0 if it does not say
 * @param description free text, up to 80 characters
 * @param extensions pieces between header and data
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

    /** {@return the number of volumes: the product of the extents behind the third} */
    public int volumes() {
        int count = 1;
        for (int axis = 3; axis < dims.length; axis++) {
            count *= dims[axis];
        }
        return count;
    }
}

package io.unfade.fmri.cifti;

import io.unfade.check.Require;
import org.w3c.dom.Element;

import java.util.Arrays;

/**
 * The grid on which the voxels of a CIFTI file lie.
 *
 * @param extents nx, ny, nz
 * @param transform from voxels to space, 4x4, row-major
 * @param meterExponent of the unit of space: -3 for mm
 */
record VolumeSpace(int[] extents, double[] transform, int meterExponent) {
    private static final int TRANSFORM = 16;
    private static final double SAME_PART = 1e-4;

    static VolumeSpace of(Element volume) {
        Element matrix = Xml.child(volume, "TransformationMatrixVoxelIndicesIJKtoXYZ");
        double[] transform = Xml.reals(matrix);
        Require.size("TransformationMatrixVoxelIndicesIJKtoXYZ", TRANSFORM, transform.length);
        return new VolumeSpace(Xml.extents(volume, "VolumeDimensions"), transform, Xml.whole(matrix, "MeterExponent"));
    }

    /** Appends the element {@code Volume}. */
    void append(StringBuilder xml) {
        xml.append("<Volume VolumeDimensions=\"")
                .append(extents[0])
                .append(',')
                .append(extents[1])
                .append(',')
                .append(extents[2])
                .append("\"><TransformationMatrixVoxelIndicesIJKtoXYZ MeterExponent=\"")
                .append(meterExponent)
                .append("\">");
        for (int i = 0; i < TRANSFORM; i++) {
            xml.append(i == 0 ? "" : i % 4 == 0 ? "\n" : " ").append(transform[i]);
        }
        xml.append("</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>\n");
    }

    /** {@return whether another grid is equal up to rounding} */
    boolean matches(VolumeSpace other) {
        double unit = Math.pow(10, other.meterExponent - meterExponent);
        for (int i = 0; i < TRANSFORM - 4; i++) {
            if (Math.abs(transform[i] - other.transform[i] * unit) > SAME_PART * (1 + Math.abs(transform[i]))) {
                return false;
            }
        }
        return Arrays.equals(extents, other.extents);
    }

    /**
     * Checks that voxels lie inside.
     *
     * @param voxels i, j, k of each in turn
     */
    void check(int[] voxels, String owner) {
        for (int i = 0; i < voxels.length; i++) {
            Require.argument(
                    voxels[i] >= 0 && voxels[i] < extents[i % 3],
                    "%s has a voxel outside of the volume of %s",
                    owner,
                    Arrays.toString(extents));
        }
    }

    /** {@return the number of the voxel with its i at an index} */
    long number(int[] voxels, int at) {
        return voxels[at] + (long) extents[0] * (voxels[at + 1] + (long) extents[1] * voxels[at + 2]);
    }
}

package io.unfade.fmri.image;

import java.nio.ByteOrder;

/**
 * The fields of a NIfTI header that are used, unchecked, as stored in the file.
 *
 * @param version 1 or 2
 * @param order of the bytes of a number
 * @param datatype code of the type of numbers
 * @param dim 8 numbers: the number of extents, then the extents
 * @param pixdim 8 numbers: the handedness of the quaternion, then the steps along the axes
 * @param offset where the data begin
 * @param slope factor of stored numbers
 * @param intercept added to the product
 * @param units codes of the units of space (lowest 3 bits) and time (next 3)
 * @param description free text
 * @param qformCode above 0 if the quaternion is valid
 * @param sformCode above 0 if the rows are valid
 * @param quaternion b, c, d, then the offset x, y, z
 * @param rows the upper three rows of the affine, row-major
 * @param intentCode the meaning of the numbers
 * @param intentName the same in words
 */
record HeaderFields(
        int version,
        ByteOrder order,
        int datatype,
        long[] dim,
        double[] pixdim,
        double offset,
        double slope,
        double intercept,
        int units,
        String description,
        int qformCode,
        int sformCode,
        double[] quaternion,
        double[] rows,
        int intentCode,
        String intentName) {
    static final int FIELDS = 8;
    static final int SPACE_UNIT = 7;
    static final int TIME_UNIT = 0x38;
    static final int METRE = 1;
    static final int MILLIMETRE = 2;
    static final int MICROMETRE = 3;
    static final int SECOND = 8;
    static final int MILLISECOND = 16;
    static final int MICROSECOND = 24;

    /** {@return the size of a header in bytes, without the four bytes after it} */
    static int bytes(int version) {
        return version == 1 ? 348 : 540;
    }

    /** {@return the bytes before the first extension} */
    static int bytesWithFlag(int version) {
        return bytes(version) + 4;
    }
}

package io.unfade.fmri.gifti;

/**
 * One array of a file.
 *
 * @param index its number in the file, from 0
 * @param intent what it holds, such as {@code NIFTI_INTENT_TIME_SERIES}
 * @param dims its extents
 * @param columnMajor whether the first extent is the fastest
 * @param values in the order of the file; not to be changed
 */
record GiftiArray(int index, String intent, int[] dims, boolean columnMajor, double[] values) {
    /** {@return the number of vertices} */
    int vertices() {
        return dims[0];
    }

    /** {@return how many numbers each vertex has} */
    int perVertex() {
        return values.length / dims[0];
    }

    /** {@return one of the numbers of a vertex} */
    double value(int vertex, int which) {
        return columnMajor ? values[vertex + which * vertices()] : values[vertex * perVertex() + which];
    }
}

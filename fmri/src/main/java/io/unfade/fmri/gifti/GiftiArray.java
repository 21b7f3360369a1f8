package io.unfade.fmri.gifti;

/**
 * One array of a file.
 *
 * @param index its number in the file, from 0
 * @param intent its meaning, such as {@code NIFTI_INTENT_TIME_SERIES}
 * @param dims its extents
 * @param columnMajor whether the first extent varies fastest
 * @param values in the order of the file; not to be changed
 */
record GiftiArray(int index, String intent, int[] dims, boolean columnMajor, double[] values) {
    /** {@return the number of vertices} */
    int vertices() {
        return dims[0];
    }

    /** {@return the number of values per vertex} */
    int perVertex() {
        return values.length / dims[0];
    }

    /** {@return one value of a vertex} */
    double value(int vertex, int which) {
        return columnMajor ? values[vertex + which * vertices()] : values[vertex * perVertex() + which];
    }
}

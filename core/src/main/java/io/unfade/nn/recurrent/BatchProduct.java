package io.unfade.nn.recurrent;

/**
 * The product of a matrix with one vector per series of a batch, on plain arrays {@code (values, B)}, with the inner
 * loop over the series. Not thread-safe.
 */
final class BatchProduct {
    private final float[][] rows;
    /** The operand, an array for each column of the matrix. */
    private final float[][] columns;

    private final float[] sum;

    /**
     * Prepares products.
     *
     * @param rows of the matrix; not copied
     */
    BatchProduct(float[][] rows, int batch) {
        this.rows = rows;
        columns = new float[rows[0].length][batch];
        sum = new float[batch];
    }

    /**
     * Sets part of the operand.
     *
     * @param x {@code (count, B)}
     * @param first the column of the matrix for its first row
     */
    void set(float[] x, int first) {
        int batch = sum.length;
        int count = x.length / batch;
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, i * batch, columns[first + i], 0, batch);
        }
    }

    /**
     * Adds some rows of the product.
     *
     * @param result {@code (count, B)}
     * @param first the row of the matrix for its first row
     */
    void addTo(float[] result, int first) {
        int batch = sum.length;
        int count = result.length / batch;
        for (int i = 0; i < count; i++) {
            System.arraycopy(result, i * batch, sum, 0, batch);
            addRow(rows[first + i]);
            System.arraycopy(sum, 0, result, i * batch, batch);
        }
    }

    private void addRow(float[] row) {
        int at = 0;
        for (; at + 4 <= row.length; at += 4) {
            Lanes.addFour(sum, row, columns, at);
        }
        for (; at < row.length; at++) {
            Lanes.addProduct(sum, row[at], columns[at]);
        }
    }
}

package io.unfade.fmri.clean;

/**
 * A second-order section of a digital filter, {@code y_t = b0 x_t + b1 x_t-1 + b2 x_t-2 - a1 y_t-1 - a2 y_t-2}. A
 * cascade of sections makes a filter of any order without the loss of digits of one large polynomial.
 */
record Section(double b0, double b1, double b2, double a1, double a2) {
    /** {@return the gain of a constant} */
    double gainOfConstant() {
        return (b0 + b1 + b2) / (1 + a1 + a2);
    }

    /** {@return the amplitude gain at a frequency, in radians per scan} */
    double gain(double frequency) {
        double numerator = magnitude(b0, b1, b2, frequency);
        return numerator / magnitude(1, a1, a2, frequency);
    }

    /** {@return the section with its output scaled} */
    Section times(double factor) {
        return new Section(b0 * factor, b1 * factor, b2 * factor, a1, a2);
    }

    /**
     * Filters the columns of rows, in place, starting from the steady state of a constant input.
     *
     * @param rows (scans, columns)
     * @param backwards whether the last row comes first
     * @param level that constant input, one value for each column; multiplied by {@link #gainOfConstant()} afterwards,
     *     which gives the level of the next section
     */
    void apply(double[][] rows, boolean backwards, double[] level) {
        double gain = gainOfConstant();
        double[] one = new double[level.length];
        double[] two = new double[level.length];
        for (int i = 0; i < level.length; i++) {
            one[i] = (gain - b0) * level[i];
            two[i] = (b2 - a2 * gain) * level[i];
            level[i] *= gain;
        }
        for (int t = 0; t < rows.length; t++) {
            step(rows[backwards ? rows.length - 1 - t : t], one, two);
        }
    }

    private void step(double[] row, double[] one, double[] two) {
        for (int i = 0; i < row.length; i++) {
            double x = row[i];
            double y = b0 * x + one[i];
            one[i] = b1 * x - a1 * y + two[i];
            two[i] = b2 * x - a2 * y;
            row[i] = y;
        }
    }

    private static double magnitude(double c0, double c1, double c2, double frequency) {
        double real = c0 + c1 * Math.cos(frequency) + c2 * Math.cos(2 * frequency);
        double imaginary = c1 * Math.sin(frequency) + c2 * Math.sin(2 * frequency);
        return Math.hypot(real, imaginary);
    }
}

package io.unfade.data;

/** The floating-point precision of stored numbers. */
public enum Precision {
    /** IEEE 754 binary32, NumPy's {@code float32}. */
    SINGLE(0x1p60),
    /** IEEE 754 binary64, NumPy's {@code float64}. */
    DOUBLE(0x1p490);

    private final double limit;

    Precision(double limit) {
        this.limit = limit;
    }

    /**
     * {@return the largest magnitude accepted in this precision, about 1e18 or 1e147}; sums of squares of such numbers
     * stay finite
     */
    public double limit() {
        return limit;
    }
}

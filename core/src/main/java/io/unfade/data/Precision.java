package io.unfade.data;

/** The floating-point precision of stored numbers. */
public enum Precision {
    /** IEEE 754 binary32, NumPy's {@code float32}. */
    SINGLE,
    /** IEEE 754 binary64, NumPy's {@code float64}. */
    DOUBLE
}

package io.unfade.nn.spec;

import io.unfade.check.Keyed;

/** How the A rows of the attention matrix M_t are combined to the input of the recurrent cell. */
public enum HopPooling implements Keyed {
    /** vec(M_t), hop 0's C values first: the paper. Width A*C. */
    CONCAT,
    /** The mean of the rows: the authors' released code. Width C. */
    MEAN,
    /** vec(M_t) divided by its Euclidean norm: the authors' pretrained model. Width A*C. */
    CONCAT_L2;

    /** Lower bound of the divisor of {@link #CONCAT_L2}. */
    public static final double SMALLEST_NORM = 1e-12;

    /** {@return the width of the cell's input} */
    public int width(int hops, int features) {
        return this == MEAN ? features : hops * features;
    }

    /**
     * {@return the pooling with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HopPooling of(String key) {
        return Keyed.of(HopPooling.class, "hopPooling", key);
    }
}

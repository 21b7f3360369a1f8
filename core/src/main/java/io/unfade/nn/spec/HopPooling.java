package io.unfade.nn.spec;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;

/** How the A rows of the attention matrix M_t become the input of the recurrent cell. */
public enum HopPooling {
    /** vec(M_t), hop 0's C values first: the paper. Width A*C. */
    CONCAT,
    /** The mean of the rows: the authors' released code. Width C. */
    MEAN,
    /** vec(M_t) divided by its Euclidean norm: the authors' pretrained model. Width A*C. */
    CONCAT_L2;

    /** What {@link #CONCAT_L2} divides by at least. */
    public static final double SMALLEST_NORM = 1e-12;

    /** {@return the width of the cell's input} */
    public int width(int hops, int features) {
        return this == MEAN ? features : hops * features;
    }

    /** {@return the name used in files and on the command line} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the pooling with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HopPooling of(String key) {
        return Require.present(
                Arrays.stream(values())
                        .filter(p -> p.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "hopPooling must be one of concat, mean, concat-l2, but was '%s'%s",
                key,
                NearestWord.clause(
                        key, Arrays.stream(values()).map(HopPooling::key).toList()));
    }
}

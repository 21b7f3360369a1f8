package io.unfade.nn;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;

/** How the hidden states of a series become one vector. */
public enum ReadoutKind {
    /** The state at the last real step; when bidirectional, the final state of each direction. */
    LAST,
    /** The maximum over the real steps. */
    MAX,
    /** The mean over the real steps. */
    MEAN,
    /** Structured self-attention over the real steps (Lin et al. 2017, arXiv 1703.03130), without biases. */
    SELF_ATTENTION;

    /** {@return the name used in files and on the command line} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the readout with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReadoutKind of(String key) {
        return Require.present(
                Arrays.stream(values())
                        .filter(r -> r.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "readout must be one of last, max, mean, self-attention, but was '%s'",
                key);
    }
}

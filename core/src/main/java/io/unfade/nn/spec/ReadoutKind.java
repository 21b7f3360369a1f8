package io.unfade.nn.spec;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;

/** How the hidden states of a series become one vector. */
public enum ReadoutKind {
    /** The state at the last real step; when bidirectional, the final state of each direction. */
    LAST,
    /**
     * The state at the last real step, of both directions. The backward direction has read that one step only, so a
     * bidirectional model knows no more than its forward half: {@link #LAST} is what one wants. It is here because much
     * published code reads a bidirectional layer's output at its last step. In one direction the same as {@code LAST}.
     */
    LAST_STEP,
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
                "readout must be one of last, last-step, max, mean, self-attention, but was '%s'%s",
                key,
                NearestWord.clause(
                        key, Arrays.stream(values()).map(ReadoutKind::key).toList()));
    }
}

package io.unfade.model;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;

/** Which output of the target class is explained. */
public enum Output {
    /** The logit. */
    LOGIT,
    /** The softmax probability, as in the paper. */
    PROBABILITY;

    /** {@return the name used in files and on the command line} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the output with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Output of(String key) {
        return Require.present(
                Arrays.stream(values())
                        .filter(o -> o.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "output must be logit or probability, but was '%s'%s",
                key,
                NearestWord.clause(key, Arrays.stream(values()).map(Output::key).toList()));
    }
}

package io.unfade.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An enum constant with a name in files and on the command line. */
public interface Keyed {
    /** {@return the name of the constant in the code} */
    String name();

    /** {@return the name in files and on the command line: lower case with hyphens, such as {@code per-feature}} */
    default String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the constant with a key}
     *
     * @param what name of the setting for the message, such as {@code readout}
     * @param key as returned by {@link #key}
     * @throws IllegalArgumentException if there is none; the message lists all keys and the nearest one
     */
    static <E extends Enum<E> & Keyed> E of(Class<E> type, String what, String key) {
        List<String> keys =
                Arrays.stream(type.getEnumConstants()).map(Keyed::key).toList();
        int index = keys.indexOf(key);
        Require.argument(
                index >= 0,
                "%s must be one of %s, but was '%s'%s",
                what,
                String.join(", ", keys),
                key,
                index >= 0 ? "" : NearestWord.clause(key, keys));
        return type.getEnumConstants()[index];
    }
}

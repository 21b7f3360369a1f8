package io.unfade.attribution;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of attribution method: its name, options and factory.
 *
 * @param key its name in files and requests
 * @param summary one line for people
 * @param options in the order in which they are listed
 * @param maker creates the method from its options
 */
public record Kind(String key, String summary, List<Option> options, Function<MethodOptions, Attribution> maker) {
    /**
     * An option.
     *
     * @param name in files and requests
     * @param usual its default value
     * @param meaning its effect and range
     * @param byModel whether who explains a model should choose a value that fits it, where none is given
     */
    public record Option(String name, String usual, String meaning, boolean byModel) {
        /** An option whose default fits all models. */
        public Option(String name, String usual, String meaning) {
            this(name, usual, meaning, false);
        }
    }

    /** A kind. */
    public Kind(String key, String summary, Function<MethodOptions, Attribution> maker, Option... options) {
        this(key, summary, List.of(options), maker);
    }
}

package io.unfade.fmri.bids;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a condition suggests. Used for hints only, never for decisions. */
public enum ConditionKind {
    /** Anything else, such as {@code face}. */
    TASK,
    /** A pause, such as {@code rest}, {@code fixation}, {@code baseline}, {@code null}, {@code ITI} or {@code blank}. */
    REST,
    /** What the subject did, such as {@code button_press} or {@code response}. */
    RESPONSE;

    private static final Set<String> PAUSES = Set.of(
            "rest",
            "resting",
            "fix",
            "fixation",
            "fixcross",
            "baseline",
            "null",
            "nullevent",
            "iti",
            "isi",
            "blank",
            "pause",
            "none");
    private static final Set<String> ACTIONS = Set.of(
            "button", "buttons", "buttonpress", "response", "responses", "resp", "press", "keypress", "key", "keys");

    /** Between a lower-case and an upper-case letter, and at anything that is not a letter. */
    private static final Pattern BORDER = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}]");

    /** {@return the kind that a name suggests by its words: {@code ITI_2}, {@code buttonPress}} */
    public static ConditionKind of(String name) {
        String[] words = BORDER.split(name);
        if (holds(words, PAUSES)) {
            return REST;
        }
        return holds(words, ACTIONS) ? RESPONSE : TASK;
    }

    private static boolean holds(String[] words, Set<String> known) {
        return Arrays.stream(words).anyMatch(word -> known.contains(word.toLowerCase(Locale.ROOT)));
    }
}

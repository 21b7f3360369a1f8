package io.unfade.fmri.bids;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a condition looks like. A guess for hints; nothing is decided by it. */
public enum ConditionKind {
    /** Something that is not one of the others, such as {@code face}. */
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

    /** Between a small and a large letter, and what is no letter. */
    private static final Pattern BORDER = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}]");

    /** {@return what a name looks like, by its words: {@code ITI_2}, {@code buttonPress}} */
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

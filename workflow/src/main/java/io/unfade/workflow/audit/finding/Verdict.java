package io.unfade.workflow.audit.finding;

import io.unfade.check.Keyed;

/**
 * The answer to a question for one set of maps.
 *
 * @param maps name of the maps
 * @param level what it means for trust
 * @param word the answer, such as "fades"
 * @param reason the numbers that it rests on, one sentence
 */
public record Verdict(String maps, Level level, String word, String reason) {
    /** What an answer means for trust in the maps. */
    public enum Level implements Keyed {
        /** It speaks for the maps. */
        GOOD,
        /** It speaks neither for them nor against them. */
        DOUBTFUL,
        /** It speaks against them. */
        BAD,
        /** It was not measured, or cannot be. */
        UNKNOWN
    }

    /** {@return the answer to a question that was not asked, or that nothing was measured for} */
    public static Verdict unknown(String maps, String reason) {
        return new Verdict(maps, Level.UNKNOWN, "not known", reason);
    }
}

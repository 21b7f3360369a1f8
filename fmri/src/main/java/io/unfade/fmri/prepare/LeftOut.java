package io.unfade.fmri.prepare;

/**
 * A block that became no series.
 *
 * @param subject whose brain
 * @param run which of the subject's runs
 * @param condition the trial type
 * @param onset seconds from the first scan
 * @param reason why
 */
public record LeftOut(String subject, String run, String condition, double onset, Reason reason) {
    /** Why a block is left out. */
    public enum Reason {
        /** The block itself ends after the last scan. */
        ENDS_AFTER_RUN("the block ends after the last scan"),
        /** The block's window begins before the first scan or ends after the last. */
        WINDOW_OUTSIDE("its window is not inside the run"),
        /** More than half of the window's scans were filled in. */
        MOSTLY_CENSORED("most scans of its window were censored");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** {@return the reason in words} */
        public String words() {
            return words;
        }
    }
}

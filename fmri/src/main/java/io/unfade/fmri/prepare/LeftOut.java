package io.unfade.fmri.prepare;

/**
 * A block without a series.
 *
 * @param subject name of the subject
 * @param run name of the run
 * @param condition the trial type
 * @param onset seconds from the first scan
 * @param reason why it was left out
 */
public record LeftOut(String subject, String run, String condition, double onset, Reason reason) {
    /** Why a block is left out. */
    public enum Reason {
        /** The block itself ends after the last scan. */
        ENDS_AFTER_RUN("the block ends after the last scan"),
        /** The block's window begins before the first scan or ends after the last. */
        WINDOW_OUTSIDE("its window is not inside the run"),
        /** More than half of the window's scans were interpolated. */
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

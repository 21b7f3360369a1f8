package io.unfade.train;

import java.util.List;

/**
 * How training ended. The model then holds the weights of the best epoch.
 *
 * @param stop why it ended
 * @param bestEpoch which epoch the weights are from, 1 for the first; 0 if none was finished
 * @param history one entry for each epoch
 */
public record TrainingResult(Stop stop, int bestEpoch, List<EpochResult> history) {
    /** Why training ended. */
    public enum Stop {
        /** It has not. */
        NOT_YET("not yet"),
        /** All epochs were done. */
        EPOCHS("all epochs done"),
        /** The validation loss did not get better for as many epochs as the patience. */
        PATIENCE("validation loss stopped improving"),
        /** Every training series was right, in the authors' regime. */
        FULL_ACCURACY("training accuracy reached 100 %"),
        /** The listener asked for it. */
        CANCELLED("interrupted");

        private final String reason;

        Stop(String reason) {
            this.reason = reason;
        }

        /** {@return the reason in words} */
        public String reason() {
            return reason;
        }
    }
}

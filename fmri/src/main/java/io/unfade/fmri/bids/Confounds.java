package io.unfade.fmri.bids;

import java.util.List;

/**
 * The confounds of a run.
 *
 * @param names the columns
 * @param values (scans, columns), finite; no columns if none was chosen
 * @param kept for each scan, whether it is in the steady state and was not scrubbed
 */
public record Confounds(List<String> names, double[][] values, boolean[] kept) {
    /** Copies the names. */
    public Confounds {
        names = List.copyOf(names);
    }
}

package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * Which volumes of a run are excluded for motion: those above one of two limits, then the segments left between them
 * that are too short. The definition is nilearn's.
 *
 * @param framewiseDisplacement the limit of {@code framewise_displacement}, in mm
 * @param standardizedDvars the limit of {@code std_dvars}
 * @param shortest segments of fewer volumes between excluded volumes, or before the first or after the last of them,
 *     are excluded too
 */
public record Scrubbing(double framewiseDisplacement, double standardizedDvars, int shortest) {
    /** 0.5 mm, 1.5, and 5 volumes. */
    public static final Scrubbing USUAL = new Scrubbing(0.5, 1.5, 5);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive, or the shortest segment is negative
     */
    public Scrubbing {
        Require.argument(
                framewiseDisplacement > 0,
                "the limit of framewise displacement must be positive, but is %s mm",
                framewiseDisplacement);
        Require.argument(
                standardizedDvars > 0, "the limit of std_dvars must be positive, but is %s", standardizedDvars);
        Require.argument(shortest >= 0, "the shortest piece must have at least 0 volumes, but has %d", shortest);
    }

    /**
     * {@return which volumes are kept}
     *
     * @param displacement framewise displacements, NaN where unknown
     * @param dvars standardised DVARS, NaN where unknown
     */
    boolean[] kept(double[] displacement, double[] dvars) {
        boolean[] kept = new boolean[displacement.length];
        boolean any = false;
        for (int volume = 0; volume < kept.length; volume++) {
            kept[volume] = !(displacement[volume] > framewiseDisplacement) && !(dvars[volume] > standardizedDvars);
            any |= !kept[volume];
        }
        if (any) {
            dropShortPieces(kept);
        }
        return kept;
    }

    private void dropShortPieces(boolean[] kept) {
        int begin = 0;
        for (int volume = 0; volume <= kept.length; volume++) {
            if (volume == kept.length || !kept[volume]) {
                if (volume - begin < shortest) {
                    Arrays.fill(kept, begin, volume, false);
                }
                begin = volume + 1;
            }
        }
    }
}

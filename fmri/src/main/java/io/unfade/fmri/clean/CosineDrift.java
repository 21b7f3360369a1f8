package io.unfade.fmri.clean;

import java.util.Arrays;

/** Slow cosines of DCT-II, as regressors. */
final class CosineDrift {
    private CosineDrift() {}

    /**
     * {@return confounds with slow cosines appended}
     *
     * <p>Cosine k = 1..K is {@code sqrt(2 / n) cos(pi k (t + 1/2) / n)} with {@code K = min(n - 1, floor(2 n f TR))}. A run
     * shorter than half a period of the cut-off has none. The constant is left out.
     *
     * @param confounds (n, columns), possibly without columns
     * @param highPass the cut-off f in Hz
     */
    static double[][] beside(double[][] confounds, double highPass, double repetitionTime) {
        int scans = confounds.length;
        int count = Math.min(scans - 1, (int) Math.floor(2 * scans * highPass * repetitionTime));
        double[][] result = new double[scans][];
        for (int t = 0; t < scans; t++) {
            int columns = confounds[t].length;
            result[t] = Arrays.copyOf(confounds[t], columns + count);
            for (int k = 1; k <= count; k++) {
                result[t][columns + k - 1] = Math.sqrt(2.0 / scans) * Math.cos(Math.PI * k * (t + 0.5) / scans);
            }
        }
        return result;
    }
}

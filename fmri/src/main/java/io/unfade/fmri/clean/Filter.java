package io.unfade.fmri.clean;

import io.unfade.check.Require;

/** Which frequencies of a series are kept. Cut-offs are in Hz. */
public sealed interface Filter {
    /** No filter. */
    record None() implements Filter {}

    /**
     * A Butterworth filter of order 5, run forwards and backwards: no time shift, and twice the attenuation, which
     * halves the amplitude at a cut-off.
     *
     * @param highPass frequencies below are removed; NaN for none
     * @param lowPass frequencies above are removed; NaN for none
     */
    record Butterworth(double highPass, double lowPass) implements Filter {
        /**
         * Checks the cut-offs.
         *
         * @throws IllegalArgumentException if both are NaN, one is not positive and finite, or they are in the wrong order
         */
        public Butterworth {
            Require.argument(
                    !Double.isNaN(highPass) || !Double.isNaN(lowPass),
                    "a Butterworth filter needs a high-pass or a low-pass cut-off");
            checkCutOff("high-pass", highPass);
            checkCutOff("low-pass", lowPass);
            Require.argument(
                    !(highPass >= lowPass),
                    "the high-pass cut-off must be below the low-pass cut-off, but they are %s Hz and %s Hz",
                    highPass,
                    lowPass);
        }

        /** {@return whether slow components, including the mean, are removed} */
        boolean removesMean() {
            return !Double.isNaN(highPass);
        }

        private static void checkCutOff(String name, double value) {
            Require.argument(
                    Double.isNaN(value) || (value > 0 && value < Double.POSITIVE_INFINITY),
                    "the %s cut-off must be a positive number of Hz, but is %s",
                    name,
                    value);
        }
    }

    /**
     * Slow cosines, regressed out together with the confounds: those of DCT-II below the cut-off, without the constant.
     *
     * @param highPass frequencies below are removed
     */
    record Cosine(double highPass) implements Filter {
        /**
         * Checks the cut-off.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Cosine {
            Require.argument(
                    highPass > 0 && highPass < Double.POSITIVE_INFINITY,
                    "a cosine filter needs a positive high-pass cut-off in Hz, but has %s",
                    highPass);
        }
    }

    /** {@return no filter} */
    static Filter none() {
        return new None();
    }

    /** {@return a Butterworth filter; no filter if both cut-offs are NaN} */
    static Filter butterworth(double highPass, double lowPass) {
        return Double.isNaN(highPass) && Double.isNaN(lowPass) ? none() : new Butterworth(highPass, lowPass);
    }

    /** {@return a filter that removes slow cosines} */
    static Filter cosine(double highPass) {
        return new Cosine(highPass);
    }

    /**
     * Checks that the cut-offs lie below the Nyquist frequency.
     *
     * @param repetitionTime seconds from one scan to the next
     * @throws IllegalArgumentException if TR is not positive and finite, or a cut-off is at or above half a cycle per TR
     */
    default void checkFits(double repetitionTime) {
        if (this instanceof None) {
            return;
        }
        Require.argument(
                repetitionTime > 0 && repetitionTime < Double.POSITIVE_INFINITY,
                "a filter needs the repetition time in seconds, but it is %s; give TR",
                Double.isNaN(repetitionTime) ? "not known" : repetitionTime);
        if (this instanceof Butterworth band) {
            checkBelowNyquist("low-pass", band.lowPass(), repetitionTime);
            checkBelowNyquist("high-pass", band.highPass(), repetitionTime);
        } else if (this instanceof Cosine cosine) {
            checkBelowNyquist("high-pass", cosine.highPass(), repetitionTime);
        }
    }

    private static void checkBelowNyquist(String name, double cutOff, double repetitionTime) {
        double nyquist = 0.5 / repetitionTime;
        Require.argument(
                !(cutOff >= nyquist),
                "the %s cut-off must be below %.6g Hz, half a cycle per scan at TR %s s, but is %s Hz",
                name,
                nyquist,
                repetitionTime,
                cutOff);
    }
}

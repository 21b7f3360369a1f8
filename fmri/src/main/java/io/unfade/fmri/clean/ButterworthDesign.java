package io.unfade.fmri.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * The design of a Butterworth filter of order 5 as second-order sections. The poles of the analogue low-pass filter lie on
 * the left half of the unit circle; they are moved to the cut-offs, and the bilinear transform
 * {@code z = (4 + s) / (4 - s)} makes them a digital filter. Cut-offs are pre-warped to undo the shift by the transform
 * ({@code 4 tan(pi f / (2 Nyquist))}). Each section, and so the whole filter, has gain 1 in the middle of the passband.
 */
final class ButterworthDesign {
    private static final int ORDER = 5;

    /** Twice the two samples per unit of frequency in which Nyquist's frequency is 1. */
    private static final double BILINEAR = 4;

    private final List<Section> sections = new ArrayList<>();
    private final Filter.Butterworth filter;
    private final double low;
    private final double high;

    private ButterworthDesign(Filter.Butterworth filter, double repetitionTime) {
        this.filter = filter;
        low = warped(filter.highPass(), repetitionTime);
        high = warped(filter.lowPass(), repetitionTime);
    }

    /** {@return the sections of a filter for scans with a TR; its cut-offs are below the Nyquist frequency} */
    static List<Section> sections(Filter.Butterworth filter, double repetitionTime) {
        ButterworthDesign design = new ButterworthDesign(filter, repetitionTime);
        for (int k = 0; k <= ORDER / 2; k++) {
            double angle = Math.PI * (2 * k + ORDER + 1) / (2 * ORDER);
            boolean real = k == ORDER / 2;
            design.add(new Complex(real ? -1 : Math.cos(angle), real ? 0 : Math.sin(angle)));
        }
        return design.sections;
    }

    /**
     * {@return the number of values padded before and after a series: three times the number of coefficients}
     *
     * <p>A band-pass filter has five full sections. The others have two and one of first order, which has one
     * coefficient fewer.
     */
    static int padding(Filter.Butterworth filter) {
        return 3 * (isBand(filter) ? 2 * ORDER + 1 : ORDER + 1);
    }

    private static boolean isBand(Filter.Butterworth filter) {
        return !Double.isNaN(filter.highPass()) && !Double.isNaN(filter.lowPass());
    }

    private static double warped(double cutOff, double repetitionTime) {
        return BILINEAR * Math.tan(Math.PI * cutOff * repetitionTime);
    }

    /** Adds the sections for a pole of the analogue low-pass filter and its mirror image. */
    private void add(Complex pole) {
        if (isBand(filter)) {
            addBand(pole);
        } else if (Double.isNaN(filter.highPass())) {
            addEdge(digital(pole.times(high)), 1, 0);
        } else {
            addEdge(digital(pole.inverse().times(low)), -1, Math.PI);
        }
    }

    /** Adds a low-pass or high-pass section with its zeros at -1 or 1. */
    private void addEdge(Complex pole, double sign, double middle) {
        addWithUnitGain(
                pole.im() == 0
                        ? new Section(1, sign, 0, -pole.re(), 0)
                        : new Section(1, 2 * sign, 1, -2 * pole.re(), pole.squaredSize()),
                middle);
    }

    /** Adds band-pass sections: a pole of the low-pass filter becomes two, one on each side of the band's middle. */
    private void addBand(Complex pole) {
        double middle = Math.sqrt(low * high);
        Complex half = pole.times((high - low) / 2);
        Complex root = half.squared().plus(-middle * middle).root();
        Complex one = digital(half.plus(root));
        Complex other = digital(half.minus(root));
        double digitalMiddle = 2 * Math.atan(middle / BILINEAR);
        if (pole.im() != 0) {
            addWithUnitGain(new Section(1, 0, -1, -2 * one.re(), one.squaredSize()), digitalMiddle);
            addWithUnitGain(new Section(1, 0, -1, -2 * other.re(), other.squaredSize()), digitalMiddle);
        } else {
            double product = one.re() * other.re() - one.im() * other.im();
            addWithUnitGain(new Section(1, 0, -1, -(one.re() + other.re()), product), digitalMiddle);
        }
    }

    private void addWithUnitGain(Section section, double frequency) {
        sections.add(section.times(1 / section.gain(frequency)));
    }

    private static Complex digital(Complex s) {
        return s.plus(BILINEAR).over(s.times(-1).plus(BILINEAR));
    }

    /** A complex number. */
    private record Complex(double re, double im) {
        Complex times(double factor) {
            return new Complex(re * factor, im * factor);
        }

        Complex plus(double value) {
            return new Complex(re + value, im);
        }

        Complex plus(Complex other) {
            return new Complex(re + other.re, im + other.im);
        }

        Complex minus(Complex other) {
            return new Complex(re - other.re, im - other.im);
        }

        Complex over(Complex other) {
            double size = other.squaredSize();
            return new Complex((re * other.re + im * other.im) / size, (im * other.re - re * other.im) / size);
        }

        Complex inverse() {
            return new Complex(re / squaredSize(), -im / squaredSize());
        }

        Complex squared() {
            return new Complex(re * re - im * im, 2 * re * im);
        }

        double squaredSize() {
            return re * re + im * im;
        }

        /** {@return the square root with non-negative real part} */
        Complex root() {
            if (im == 0) {
                return re >= 0 ? new Complex(Math.sqrt(re), 0) : new Complex(0, Math.sqrt(-re));
            }
            double real = Math.sqrt((Math.hypot(re, im) + re) / 2);
            return new Complex(real, im / (2 * real));
        }
    }
}

package io.unfade.train.augment;

import io.unfade.check.Range;
import io.unfade.check.Require;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Noise on the training series that is driven to the edge of what can be learnt. A standardised series x is replaced by
 *
 * <pre>{@code
 * x' = (x + s e) / sqrt(1 + s^2)          e ~ N(0, 1) for each cell
 * }</pre>
 *
 * drawn anew at each step, after all other random changes. After each step the level s is multiplied by {@code growth}
 * if more than the share {@code target} of the step's series were classified correctly, before the update of the
 * weights; else it is divided by it. It stays between {@code floor} and {@link #LARGEST}. A series of variance 1 keeps
 * that variance, whatever the level.
 *
 * <p>Where any tenth of the evidence suffices for every series to be right, the loss is 0 soon, and gradients stay what
 * the initial weights made them. At a level where some series are wrong, each cell with information is needed.
 *
 * @param target training accuracy that the level seeks, 0 to below 1; 0 for no noise
 * @param start s at the first step, from the floor to {@link #LARGEST}
 * @param growth factor of a step, above 1, at most {@link #FASTEST}
 * @param floor least s, above 0
 */
public record AdaptiveNoise(double target, double start, double growth, double floor) {
    /** The largest level; from 1000 on, less than a millionth of the variance of x' is that of x. */
    public static final double LARGEST = 1000;

    /** The largest growth; by it a few steps lead from the floor to the largest level. */
    public static final double FASTEST = 10;

    /** Series as they are. */
    public static final AdaptiveNoise NONE = new AdaptiveNoise(0);

    /** Checks the ranges. */
    public AdaptiveNoise {
        Range.SHARE.require("the target of the adaptive noise", target);
        Require.argument(
                growth > 1 && growth <= FASTEST,
                "the growth of the adaptive noise must be above 1 and at most %s, but was %s",
                FASTEST,
                growth);
        Require.argument(
                floor > 0 && floor <= start && start <= LARGEST,
                "the adaptive noise must start between its floor and %s, and the floor be above 0, but start was %s and"
                        + " floor %s",
                LARGEST,
                start,
                floor);
    }

    /** Noise from level 1 on, by 20 % up or down after each step, at least 0.05. */
    public AdaptiveNoise(double target) {
        this(target, 1, 1.2, 0.05);
    }

    /** {@return whether there is noise} */
    public boolean isOn() {
        return target > 0;
    }

    /**
     * {@return the level after a step}
     *
     * @param level of the step
     * @param accuracy of its series
     */
    public double after(double level, double accuracy) {
        double changed = accuracy > target ? level * growth : level / growth;
        return Math.max(floor, Math.min(LARGEST, changed));
    }

    /** {@return the settings by name, for provenance; none without noise} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        if (isOn()) {
            map.put("adaptiveNoise", Double.toString(target));
            map.put("adaptiveNoiseStart", Double.toString(start));
            map.put("adaptiveNoiseGrowth", Double.toString(growth));
            map.put("adaptiveNoiseFloor", Double.toString(floor));
        }
        return map;
    }
}

package io.unfade.data.synth;

import com.google.errorprone.annotations.Immutable;
import io.unfade.check.Keyed;

import java.util.List;
import java.util.Random;

/**
 * The position of the informative box in a series of {@link ProcessData}, and how it carries the class: the table of
 * the benchmark. Its names, in its spelling, are in brackets.
 *
 * <p>The class is the sign of the value added in the box, +1 (class 0, "positive") or -1 (class 1, "negative"); for the
 * positional types it is the start of the box, at feature or step 1 (class 0) or 29 (class 1), and +1 is always added.
 * A moving box starts anywhere except at the last possible position, as published.
 */
public enum BoxType implements Keyed {
    /** 30 steps of 30 features from (10, 10) [Middle]. */
    MIDDLE(Span.fixed(30, 10), Span.fixed(30, 10)),
    /** 14 steps of 14 features from (18, 18) [SmallMiddle]. */
    SMALL_MIDDLE(Span.fixed(14, 18), Span.fixed(14, 18)),
    /** 30 steps of 30 features, each from 0..19 [Moving_Middle]. */
    MOVING_MIDDLE(Span.moving(30), Span.moving(30)),
    /** 15 steps of 15 features, each from 0..34 [Moving_SmallMiddle]. */
    MOVING_SMALL_MIDDLE(Span.moving(15), Span.moving(15)),
    /** 6 steps of 40 features from (22, 5) [RareTime]. */
    RARE_TIME(Span.fixed(6, 22), Span.fixed(40, 5)),
    /** 6 steps from 0..43, 40 features from 0..9 [Moving_RareTime]. */
    MOVING_RARE_TIME(Span.moving(6), Span.moving(40)),
    /** 40 steps of 6 features from (5, 22) [RareFeature]. */
    RARE_FEATURE(Span.fixed(40, 5), Span.fixed(6, 22)),
    /** 40 steps from 0..9, 6 features from 0..43 [Moving_RareFeature]. */
    MOVING_RARE_FEATURE(Span.moving(40), Span.moving(6)),
    /** 20 steps from 0..29, 20 features from 1 or 29, by class [PostionalTime]. */
    POSITIONAL_TIME(Span.moving(20), Span.byClass(20, 1, 29)),
    /** 20 steps from 1 or 29, by class, 20 features from 0..29 [PostionalFeature]. */
    POSITIONAL_FEATURE(Span.byClass(20, 1, 29), Span.moving(20));

    private final Span steps;
    private final Span features;

    BoxType(Span steps, Span features) {
        this.steps = steps;
        this.features = features;
    }

    /** {@return the names of the two classes, by index} */
    public List<String> classNames() {
        if (steps.rule == Rule.BY_CLASS) {
            return List.of("from-step-" + steps.start, "from-step-" + steps.otherStart);
        }
        if (features.rule == Rule.BY_CLASS) {
            return List.of("from-feature-" + features.start, "from-feature-" + features.otherStart);
        }
        return List.of("positive", "negative");
    }

    /** {@return the value added in the box of a series of this class} */
    int sign(int label) {
        boolean positional = steps.rule == Rule.BY_CLASS || features.rule == Rule.BY_CLASS;
        return positional ? 1 : 1 - 2 * label;
    }

    /** {@return the box of one series of this class} */
    Box draw(Random random, int label) {
        int step = steps.draw(random, ProcessData.STEPS, label);
        int feature = features.draw(random, ProcessData.FEATURES, label);
        return new Box(step, step + steps.length, feature, feature + features.length);
    }

    private enum Rule {
        FIXED,
        MOVING,
        BY_CLASS
    }

    /**
     * The extent of a box along one axis.
     *
     * @param start its start, unless it moves; for class 0 if it depends on the class
     * @param otherStart its start for class 1
     */
    @Immutable
    private record Span(int length, Rule rule, int start, int otherStart) {
        static Span fixed(int length, int start) {
            return new Span(length, Rule.FIXED, start, start);
        }

        static Span moving(int length) {
            return new Span(length, Rule.MOVING, 0, 0);
        }

        static Span byClass(int length, int start, int otherStart) {
            return new Span(length, Rule.BY_CLASS, start, otherStart);
        }

        int draw(Random random, int size, int label) {
            return switch (rule) {
                case FIXED -> start;
                case MOVING -> random.nextInt(size - length);
                case BY_CLASS -> label == 0 ? start : otherStart;
            };
        }
    }
}

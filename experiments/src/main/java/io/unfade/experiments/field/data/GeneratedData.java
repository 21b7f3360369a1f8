package io.unfade.experiments.field.data;

import io.unfade.check.Keyed;
import io.unfade.math.Seeds;

/**
 * The benchmarks whose models are trained. Series i of a set depends only on the set, the seed and i: no two sets share draws.
 * Where a class belongs to the whole series, the classes take turns, so that all have as many series.
 */
public enum GeneratedData implements FieldData, Keyed {
    /** Two hidden states; the feature of the state decides at every step. */
    STATE(new HiddenStates(false), 800, 200),
    /** Three states; the feature of the state decides at every step. */
    SWITCH_FEATURE(new SwitchingFeatures(), 800, 200),
    /** The first spike of a feature decides all steps from it on. */
    SPIKE(new SpikeSeries(0), 2400, 600),
    /** The first spike of a feature decides all steps from the second after it on. */
    DELAYED_SPIKE(new SpikeSeries(2), 2400, 600),
    /** As {@link #STATE}, of which only the cells count at which the state changes. */
    STATE_SWITCH(new HiddenStates(true), 800, 200),
    /** Spikes of one of two shapes at one of two intervals. */
    FREQ_SHAPES(new FrequencyShapes(), 5000, 1000),
    /** Two rising or falling parts of one feature. */
    SEQ_COMB_UV(new SequenceCombination(1, 10, 19, 10), 5000, 1000),
    /** Two rising or falling parts of two of four features. */
    SEQ_COMB_MV(new SequenceCombination(4, 15, 29, 5), 5000, 1000),
    /** A part of low variance in noise. */
    LOW_VAR(new LowVariance(), 5000, 1000),
    /** A week of traffic of a web site, with a part that was changed in one of nine ways. */
    WEB_TRAFFIC(new WebTraffic(), 500, 500);

    @SuppressWarnings("ImmutableEnumChecker") // records without state that changes
    private final SeriesDraw draw;

    private final int training;
    private final int test;

    GeneratedData(SeriesDraw draw, int training, int test) {
        this.draw = draw;
        this.training = training;
        this.test = test;
    }

    @Override
    public String key() {
        return Keyed.super.key();
    }

    @Override
    public int classes() {
        return draw.classNames().size();
    }

    @Override
    public boolean classOfEachStep() {
        return draw.classOfEachStep();
    }

    /** {@return which cells decide, in words} */
    public String signal() {
        return switch (this) {
            case STATE, SWITCH_FEATURE -> "one feature of each step, another one in each hidden state";
            case SPIKE -> "one spike, from which on the class is another";
            case DELAYED_SPIKE -> "one spike, two steps after which the class is another";
            case STATE_SWITCH -> "the steps at which a hidden state changes";
            case FREQ_SHAPES -> "spikes of a shape, at an interval";
            case SEQ_COMB_UV -> "two rising or falling parts of one feature";
            case SEQ_COMB_MV -> "rising or falling parts of two features of four";
            case LOW_VAR -> "a part of low variance";
            case WEB_TRAFFIC -> "a part that was changed in one of nine ways";
        };
    }

    /** {@return how many series the published models are trained with, those for validation not counted} */
    public int publishedTraining() {
        return training;
    }

    /** {@return how many series the published numbers are of} */
    public int publishedTest() {
        return test;
    }

    @Override
    public FieldSets draw(int trainingCount, int testCount, long seed) {
        long own = Seeds.derive(seed, key());
        SeriesDraw.Several fitted = draw.draw(trainingCount, Seeds.derive(own, 0));
        SeriesDraw.Several tested = draw.draw(testCount, Seeds.derive(own, 1));
        boolean ofSteps = classOfEachStep();
        return new FieldSets(
                fitted.series(), tested.series(), ofSteps ? fitted.classes() : null, ofSteps ? tested.classes() : null);
    }

    /**
     * {@return whether the map of a test series counts: all where the cells of all series are ranked together, as published;
     * of the low variance all but class 0, which has a part, too, but is left out in the published numbers; else those with
     * cells that decide}
     */
    @Override
    public boolean evaluated(FieldSets sets, int series) {
        return switch (this) {
            case SPIKE, DELAYED_SPIKE, STATE_SWITCH -> true;
            case LOW_VAR -> sets.test().label(series) != 0;
            default -> FieldData.super.evaluated(sets, series);
        };
    }
}

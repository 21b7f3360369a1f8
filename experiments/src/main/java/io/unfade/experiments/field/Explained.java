package io.unfade.experiments.field;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.mask.LearnedMask;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.experiments.field.box.OwnStep;
import io.unfade.experiments.field.box.RareBox;
import io.unfade.experiments.field.box.SumOfOutputs;
import io.unfade.experiments.field.data.RareGroup;
import io.unfade.experiments.field.measure.PredictionChange;
import io.unfade.experiments.field.measure.ScoredMap;
import io.unfade.experiments.field.measure.StepRemoval;
import io.unfade.faithfulness.Masking;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.model.step.EveryStep;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Series that are explained, and the model seen in each way.
 *
 * @param one the model as {@link View#ONE}
 * @param growing the model as {@link View#GROWING}
 * @param all the model as {@link View#ALL}
 * @param target the explained output of the first two
 * @param output its kind
 * @param outputOfAll the kind of all outputs
 * @param series with the truth as reference
 * @param background series of the same distribution
 * @param training all series that the model has learnt from, for controls of what their classes show
 * @param cuttable whether a series is still one after steps were cut out of it
 */
record Explained(
        Model one,
        Model growing,
        Model all,
        Target target,
        Output output,
        Output outputOfAll,
        SeriesSet series,
        SeriesSet background,
        SeriesSet training,
        boolean cuttable) {
    /** What cells are replaced with where predictions are to change. */
    static final Baseline REFERENCE = Baseline.ZERO;

    /** The share of cells that are replaced. */
    static final double REPLACED = 0.1;

    private static final int BATCH = 16;
    private static final int VARIANTS = 64;

    /** The maps of a method, and what they cost. */
    record Maps(List<ScoredMap> maps, double seconds, double passes, boolean mask) {
        /** {@return these and others of the same method; costs are of all series} */
        Maps and(Maps others) {
            List<ScoredMap> joined = new ArrayList<>(maps);
            joined.addAll(others.maps);
            double share = (double) maps.size() / joined.size();
            return new Maps(
                    joined,
                    share * seconds + (1 - share) * others.seconds,
                    share * passes + (1 - share) * others.passes,
                    mask);
        }
    }

    /** {@return the white box of a group, with all its series} */
    static Explained of(RareGroup group) {
        RareBox box = RareBox.of(group);
        SumOfOutputs sum = new SumOfOutputs(box);
        return new Explained(
                sum,
                sum,
                box,
                new Target.Predicted(),
                Output.LOGIT,
                Output.LOGIT,
                group.series(),
                group.series(),
                group.series(),
                false);
    }

    /** {@return a model of the classes of steps} */
    static Explained ofSteps(TrainedModel model, SeriesSet series, SeriesSet background) {
        return new Explained(
                new OwnStep(model),
                model,
                new EveryStep(model, series.steps()),
                new Target.Fixed(1),
                Output.LOG_ODDS,
                Output.PROBABILITY,
                series,
                background,
                background,
                false);
    }

    /** {@return a model of the classes of series} */
    static Explained ofSeries(
            TrainedModel model, SeriesSet series, SeriesSet background, SeriesSet training, boolean cuttable) {
        return new Explained(
                model,
                model,
                model,
                new Target.Label(),
                Output.LOGIT,
                Output.LOGIT,
                series,
                background,
                training,
                cuttable);
    }

    private Model seen(View view) {
        return switch (view) {
            case ONE -> one;
            case GROWING -> growing;
            case ALL -> all;
        };
    }

    /** {@return whether a method can explain the model; not if it needs layers or a level of noise that there are not} */
    boolean explains(Asked asked) {
        Attribution method = asked.method();
        try {
            Explainer.check(seen(asked.view()), method, output(asked.view()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Output output(View view) {
        return view == View.ALL ? outputOfAll : output;
    }

    /** {@return the maps of all series} */
    SaliencyMaps maps(Asked asked, long seed, Progress progress) {
        Target of = asked.view() == View.ALL && all != one ? new Target.Fixed(0) : target;
        Explainer.Request request = new Explainer.Request(
                of,
                new Contrast.None(),
                output(asked.view()),
                BATCH,
                seed,
                asked.isOfClasses() ? training : background);
        return Explainer.explain(seen(asked.view()), series, asked.method(), request, progress);
    }

    /** {@return maps next to the truth, with their cost} */
    Maps scored(Asked asked, SaliencyMaps maps, double seconds) {
        Attribution method = asked.method();
        Attribution.Cost cost = method.cost(seen(asked.view()), series.steps(), series.features());
        int[] every = IntStream.range(0, series.count()).toArray();
        return new Maps(
                ScoredMap.of(maps, series, every),
                seconds / series.count(),
                cost.forward() + cost.backward(),
                method instanceof LearnedMask);
    }

    /**
     * {@return how predictions of some first series change without the first or last cells of their maps; null of a white box,
     * which predicts nothing} Of series whose steps have classes the mean over the steps, too.
     */
    @Nullable
    PredictionChange change(SaliencyMaps maps, int first, long seed, Progress progress) {
        if (all instanceof RareBox) {
            return null;
        }
        int[] rows = first(first);
        SaliencyMaps few = few(maps, rows);
        Masking masking = new Masking(all, series.select(rows), few, REFERENCE, null, seed, VARIANTS);
        PredictionChange change = PredictionChange.of(masking, REPLACED, progress);
        int summed = all.signature().classes() / few.classCount();
        return new PredictionChange(change.reference(), change.cells(), change.cpd() / summed, change.cpp() / summed);
    }

    /** {@return how far logits of some first series fall when steps are cut out of them; NaN where that makes no series} */
    double removal(SaliencyMaps maps, int first, long seed, Progress progress) {
        int[] rows = first(first);
        return cuttable ? StepRemoval.ofMaps(one, series.select(rows), few(maps, rows), seed, progress) : Double.NaN;
    }

    private int[] first(int most) {
        return IntStream.range(0, Math.min(most, series.count())).toArray();
    }

    private static SaliencyMaps few(SaliencyMaps maps, int... rows) {
        return SaliencyMaps.gathered(Collections.nCopies(rows.length, maps), rows);
    }
}

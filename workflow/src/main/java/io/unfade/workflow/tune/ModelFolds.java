package io.unfade.workflow.tune;

import io.unfade.check.Progress;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.ReadingRule;
import io.unfade.model.ModelDescription;
import io.unfade.validation.CrossValidation;
import io.unfade.validation.Fold;
import io.unfade.validation.FoldPlan;
import io.unfade.validation.FoldResult;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.ModelChoice;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Folds as {@link CrossValidation} trains them: the scores are those of {@code cross-validate} with the same settings and seed.
 *
 * @param set labelled
 * @param split what stays together
 * @param validation share of the training series of a fold that decides when its training ends
 * @param recompute see {@link io.unfade.nn.Classifier#recompute}
 * @param seed of all random numbers
 * @param rule how the series were read
 * @param progress cancels
 */
public record ModelFolds(
        SeriesSet set,
        Holdout.Rule split,
        double validation,
        int recompute,
        long seed,
        ReadingRule rule,
        Progress progress)
        implements FoldTrainer {
    private static final double NANOS = 1e-9;
    private static final int FOLDS = 5;

    /** {@return 5 folds, or as many as the smallest class or the groups allow, but 2 at least} */
    public static int usual(SeriesSet set, Holdout.Rule split) {
        if (set.groups().isPresent() && (split == Holdout.Rule.AUTO || split == Holdout.Rule.GROUP)) {
            int groups =
                    (int) IntStream.of(set.groups().orElseThrow()).distinct().count();
            return Math.max(2, Math.min(FOLDS, groups));
        }
        int[] sizes = new int[set.classCount()];
        IntStream.range(0, set.count()).forEach(i -> sizes[set.label(i)]++);
        int smallest = IntStream.of(sizes).filter(size -> size > 0).min().orElseThrow();
        return Math.max(2, Math.min(FOLDS, smallest));
    }

    private FoldChoice choice(int folds) {
        return new FoldChoice(folds, false, 1, split, validation);
    }

    /** {@return the plan of a number of folds} */
    public FoldPlan plan(int folds) {
        return choice(folds).plan(set);
    }

    /**
     * {@return the series in a number of folds}
     *
     * @throws IllegalArgumentException if there cannot be so many
     */
    public List<Fold> folds(int count) {
        return plan(count).folds(set, seed);
    }

    @Override
    public FoldScore train(Training training) {
        long start = System.nanoTime();
        try {
            FoldResult result = CrossValidation.runFold(request(training), set, training.fold(), progress.quiet());
            int[] labels =
                    Arrays.stream(training.fold().tested()).map(set::label).toArray();
            return FoldScore.of(result, labels, NANOS * (System.nanoTime() - start));
        } catch (CancellationException e) { // says nothing of the candidate
            throw e;
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (training.candidate().number() == 0) {
                throw e; // what the defaults cannot do is a mistake of the request
            }
            return FoldScore.failed(String.valueOf(e.getMessage()), NANOS * (System.nanoTime() - start));
        }
    }

    private CrossValidation.Request request(Training training) {
        ModelChoice architecture = training.candidate().architecture();
        ModelDescription description = architecture.description(set, 1).withReading(rule);
        return new CrossValidation.Request(
                description,
                training.optimization().of(seed),
                plan(training.folds()),
                choice(training.folds()).holdout(training.optimization().regime()),
                recompute,
                null,
                null,
                RequestJson.newObject());
    }
}

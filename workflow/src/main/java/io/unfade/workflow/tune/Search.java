package io.unfade.workflow.tune;

import io.unfade.check.Progress;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Parallel;
import io.unfade.validation.Fold;
import io.unfade.workflow.tune.Budget.Limits;
import io.unfade.workflow.tune.FoldTrainer.Training;
import io.unfade.workflow.tune.Halving.Rung;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * A search by successive halving. In each rung all candidates are trained on the same folds with the same seeds, as many at a
 * time as the engine may use threads, each on one; so scores depend neither on the number of threads nor on the clock, unless
 * there is a limit of time.
 */
public final class Search {
    /** After the last rung the best candidate is also trained for so many times as many steps. */
    public static final List<Double> LENGTHS = List.of(0.5, 2.0);

    private final IntFunction<List<Fold>> folds;
    private final FoldTrainer trainer;
    private final TrialStore store;
    private final DoubleSupplier elapsed;
    private final Progress progress;
    private final List<Trial> trials = new ArrayList<>();
    /** Those with a line of progress. */
    private final Set<Trial> told = new HashSet<>();

    private double planned;
    private double done;

    /** A training, and all of the same candidate in a rung. */
    private record Job(Training training, List<Training> all) {}

    /**
     * A search that has not begun.
     *
     * @param folds of the series, by their number
     * @param trainer of the candidates
     * @param store keeps scores; what it has is not computed again
     * @param elapsed seconds since the search began
     * @param progress receives a line for each candidate of a rung, and cancels
     */
    public Search(
            IntFunction<List<Fold>> folds,
            FoldTrainer trainer,
            TrialStore store,
            DoubleSupplier elapsed,
            Progress progress) {
        this.folds = folds;
        this.trainer = trainer;
        this.store = store;
        this.elapsed = elapsed;
        this.progress = progress;
    }

    /**
     * {@return how fast the machine is, by training the defaults as the first rung does}
     *
     * @throws CancellationException if it was cancelled
     */
    public Budget.Speed measure(Candidate defaults, Halving plan) throws IOException {
        Rung first = plan.rungs().get(0);
        boolean only = plan.rungs().size() == 1;
        Trial trial = tried(List.of(defaults), first, only, Limits.NONE).get(0);
        trials.clear();
        double fastest =
                trial.scores().stream().mapToDouble(FoldScore::seconds).min().orElseThrow();
        return new Budget.Speed(fastest / first.steps(), EngineRuntime.threads());
    }

    /**
     * {@return the trials of all candidates}
     *
     * @param candidates the first are the defaults
     * @param plan of the rungs
     * @param whole whether the last rung trains as long as the final model
     * @param lengths what times the steps of the last rung the best candidate is also trained for; may be empty
     * @param limits of time
     */
    public SearchResult run(
            List<Candidate> candidates, Halving plan, boolean whole, List<Double> lengths, Limits limits)
            throws IOException {
        Rung last = plan.last();
        double extra = lengths.stream().mapToDouble(times -> times).sum() * last.steps() * last.folds();
        planned = extra + plan.rungs().stream().mapToLong(Halving::steps).sum();
        boolean interrupted = false;
        try {
            List<Candidate> running = candidates;
            for (Rung rung : plan.rungs()) {
                List<Trial> found = tried(running, rung, whole && rung.equals(last), limits);
                boolean isCompared =
                        found.stream().anyMatch(trial -> trial.candidate().equals(candidates.get(0)));
                if (!isCompared) {
                    break; // the time was over
                }
                if (!rung.equals(last)) {
                    running = survivors(found, plan.rungs().get(rung.number()));
                }
            }
            Trial chosen = new SearchResult(plan, trials, false).chosen().orElseThrow();
            if (chosen.rung() == last.number()) {
                tryLengths(chosen, last, lengths, limits);
            }
        } catch (CancellationException e) {
            interrupted = true;
        }
        return new SearchResult(plan, trials, interrupted);
    }

    /** {@return the candidates of the next rung: the defaults, then the others, the best first} */
    static List<Candidate> survivors(List<Trial> found, Rung next) {
        // where time ran out, fewer were tried than planned
        int third = Math.max(1, (found.size() + Halving.FACTOR - 1) / Halving.FACTOR);
        List<Candidate> best = new ArrayList<>(found.stream()
                .filter(Trial::isScored)
                .sorted(Trial.BEST_FIRST)
                .limit(Math.min(third, next.candidates()))
                .map(Trial::candidate)
                .toList());
        Candidate defaults = found.get(0).candidate();
        best.remove(defaults);
        best.add(0, defaults);
        return best;
    }

    private void tryLengths(Trial best, Rung last, List<Double> lengths, Limits limits) throws IOException {
        int workers = Math.max(1, Math.min(EngineRuntime.threads(), last.folds()));
        for (double times : lengths) {
            int steps = (int) Math.round(times * last.steps());
            if (isKept(best.candidate(), steps, last)
                    || !limits.isOver(Limits.WHOLE, times * best.seconds() / workers)) {
                Rung longer = new Rung(last.number(), 1, steps, last.folds());
                tried(List.of(best.candidate().withSteps(steps)), longer, true, Limits.NONE);
            }
        }
    }

    private boolean isKept(Candidate candidate, int steps, Rung rung) {
        List<TrialStore.Key> keys = folds.apply(rung.folds()).stream()
                .map(fold -> new TrialStore.Key(candidate.number(), steps, rung.folds(), fold.number()))
                .toList();
        return store.find(keys).size() == keys.size();
    }

    /** {@return the candidates with the scores of a rung, in order, without those there was no time for} */
    private List<Trial> tried(List<Candidate> running, Rung rung, boolean whole, Limits limits) throws IOException {
        List<Fold> parts = folds.apply(rung.folds());
        List<List<Training>> trainings = running.stream()
                .map(candidate -> parts.stream()
                        .map(fold -> new Training(
                                candidate,
                                whole ? candidate.optimization() : candidate.optimization(rung.steps()),
                                rung.steps(),
                                rung.folds(),
                                fold))
                        .toList())
                .toList();
        Map<Integer, Boolean> begun = new ConcurrentHashMap<>();
        List<Trial> found = new ArrayList<>();
        try {
            trainAll(trainings, candidate -> hasTime(candidate, rung, begun, limits), rung);
        } finally {
            for (int i = 0; i < running.size(); i++) {
                List<FoldScore> scores =
                        store.find(trainings.get(i).stream().map(Training::key).toList());
                Trial trial = new Trial(running.get(i), rung.number(), rung.steps(), parts, scores);
                if (trial.isScored() || trial.failure().isPresent()) {
                    found.add(trial);
                }
            }
            trials.addAll(found);
        }
        return found;
    }

    /**
     * Whether one more fold of a candidate is trained. A candidate that was begun goes on when the time of the rung is over, and
     * so do the defaults, but not when that of the search is. The defaults have at least the first rung.
     */
    private static boolean hasTime(int candidate, Rung rung, Map<Integer, Boolean> begun, Limits limits) {
        boolean defaults = candidate == 0;
        if (defaults && rung.number() == 1) {
            return true;
        }
        return begun.computeIfAbsent(candidate, number -> defaults || !limits.isOver(rung.number(), 0))
                && !limits.isOver(Limits.WHOLE, 0);
    }

    /**
     * Trains what is not in the store yet, several at a time.
     *
     * @param trainings of each candidate
     */
    private void trainAll(List<List<Training>> trainings, IntPredicate hasTime, Rung rung) throws IOException {
        List<Job> jobs = trainings.stream()
                .flatMap(all -> all.stream().map(one -> new Job(one, all)))
                .toList();
        try {
            Parallel.forEachAlone(jobs, job -> {
                if (isOpen(job) && hasTime.test(job.training().candidate().number())) {
                    progress.check();
                    keep(job.training(), trainer.train(job.training()));
                    report(job, rung);
                }
                advance(rung);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** {@return whether a training is not done, and no other one of the same candidate has failed} */
    private boolean isOpen(Job job) {
        return store.find(job.training().key()) == null
                && scores(job).stream().allMatch(score -> score.failure() == null);
    }

    private List<FoldScore> scores(Job job) {
        return store.find(job.all().stream().map(Training::key).toList());
    }

    private void keep(Training training, FoldScore score) {
        try {
            store.add(training.key(), score, elapsed.getAsDouble());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says how a candidate went when all its folds are done. */
    private synchronized void report(Job job, Rung rung) {
        List<FoldScore> scores = scores(job);
        Candidate candidate = job.training().candidate();
        List<Fold> parts = job.all().stream().map(Training::fold).toList();
        Trial trial = new Trial(candidate, rung.number(), rung.steps(), parts, scores);
        if (scores.size() == parts.size() && told.add(trial)) {
            progress.step(String.format(
                    Locale.ROOT,
                    "rung %d  candidate %d  steps %d  log-loss %.4f  accuracy %.3f",
                    rung.number(),
                    candidate.number(),
                    rung.steps(),
                    trial.loss(),
                    trial.accuracy()));
        }
    }

    private synchronized void advance(Rung rung) {
        done += rung.steps();
        if (planned > 0 && progress.live()) {
            progress.update("Rung " + rung.number(), Math.min(1, done / planned), "");
        }
    }
}

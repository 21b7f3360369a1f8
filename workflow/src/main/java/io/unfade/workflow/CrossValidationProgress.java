package io.unfade.workflow;

import io.unfade.check.Progress;
import io.unfade.validation.Fold;
import io.unfade.validation.FoldResult;
import io.unfade.validation.ValidationListener;
import io.unfade.workflow.result.CrossValidationReport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Passes on how a cross-validation goes, and ends it when the job is cancelled. */
final class CrossValidationProgress implements ValidationListener {
    private final Progress progress;
    private final Function<List<Fold>, String> plan;
    private final int epochs;
    private final CrossValidationReport.Words words;
    private final Map<String, Integer> running = new HashMap<>();
    private int folds;
    private int done;

    /**
     * Starts at nothing.
     *
     * @param plan says in words what the folds are
     * @param epochs of each at most
     */
    CrossValidationProgress(
            Progress progress, Function<List<Fold>, String> plan, int epochs, CrossValidationReport.Words words) {
        this.progress = progress;
        this.plan = plan;
        this.epochs = epochs;
        this.words = words;
    }

    /** {@return how many folds are done} */
    synchronized int done() {
        return done;
    }

    /** {@return how many folds there are} */
    synchronized int folds() {
        return folds;
    }

    @Override
    public synchronized void onStart(List<Fold> all) {
        folds = all.size();
        progress.begin(plan.apply(all));
    }

    @Override
    public synchronized void onEpoch(Fold fold, int epoch) {
        running.put(fold.name(), epoch);
        draw();
    }

    @Override
    public synchronized void onFold(FoldResult result, int count, int of, boolean computed) {
        done = count;
        running.remove(result.fold().name());
        progress.step(words.fold(result, count, of) + (computed ? "" : " (kept from before)"));
        draw();
    }

    @Override
    public synchronized void onExplained(int series, int of) {
        progress.update("Explaining", (double) series / of, "");
    }

    @Override
    public boolean stopRequested() {
        return progress.cancelled();
    }

    private void draw() {
        if (progress.live()) {
            double begun = running.values().stream()
                    .mapToDouble(epoch -> (double) epoch / epochs)
                    .sum();
            progress.update("Fold " + Math.min(done + 1, folds) + "/" + folds, (done + begun) / folds, "");
        }
    }
}

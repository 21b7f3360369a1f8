package io.unfade.cli.base;

import io.unfade.validation.Fold;
import io.unfade.validation.FoldResult;
import io.unfade.validation.ValidationListener;
import io.unfade.workflow.result.CrossValidationReport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Shows how a cross-validation goes, and asks it to stop when the user does. */
public final class CrossValidationProgress implements ValidationListener {
    private final Progress progress;
    private final Consumer<List<Fold>> starting;
    private final int epochs;
    private final BooleanSupplier stop;
    private final CrossValidationReport.Words words;
    private final Map<String, Integer> running = new HashMap<>();
    private int folds;
    private int done;

    /**
     * Starts at nothing.
     *
     * @param starting is told of all folds before any is trained
     * @param epochs of each at most
     */
    public CrossValidationProgress(
            Progress progress,
            Consumer<List<Fold>> starting,
            int epochs,
            BooleanSupplier stop,
            CrossValidationReport.Words words) {
        this.progress = progress;
        this.starting = starting;
        this.epochs = epochs;
        this.stop = stop;
        this.words = words;
    }

    /** {@return how many folds are done} */
    public synchronized int done() {
        return done;
    }

    /** {@return how many folds there are} */
    public synchronized int folds() {
        return folds;
    }

    @Override
    public synchronized void onStart(List<Fold> all) {
        folds = all.size();
        starting.accept(all);
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
        progress.line(words.fold(result, count, of) + (computed ? "" : " (kept from before)"));
        draw();
    }

    @Override
    public void onExplained(int series, int of) {
        progress.update("Explaining", (double) series / of, "");
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    private void draw() {
        if (Progress.onTerminal()) {
            double begun = running.values().stream()
                    .mapToDouble(epoch -> (double) epoch / epochs)
                    .sum();
            progress.update("Fold " + Math.min(done + 1, folds) + "/" + folds, (done + begun) / folds, "");
        }
    }
}

package io.unfade.validation;

import io.unfade.check.Progress;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reports how folds go that are done by several threads. */
final class FoldProgress {
    private final Progress progress;
    private final int folds;
    private final Function<Fold, String> names;
    private final Map<String, Double> running = new HashMap<>();
    private int done;

    /**
     * Starts before the first fold.
     *
     * @param folds how many there are, over all repetitions
     * @param names from a fold to its name in lines about it
     */
    FoldProgress(Progress progress, int folds, Function<Fold, String> names) {
        this.progress = progress;
        this.folds = folds;
        this.names = names;
    }

    /** {@return how many folds are done} */
    synchronized int done() {
        return done;
    }

    /** {@return what receives how the training of a fold goes} */
    Progress training(Fold fold) {
        return new Progress() {
            @Override
            public void update(String task, double share, String detail) {
                trained(fold, share);
            }

            @Override
            public boolean live() {
                return progress.live();
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private synchronized void trained(Fold fold, double share) {
        running.put(fold.name(), share);
        draw();
    }

    /**
     * Reports a fold whose model is kept.
     *
     * @param computed whether it was computed now; false if it was kept from before
     */
    synchronized void done(FoldResult result, boolean computed) {
        running.remove(result.fold().name());
        done++;
        String text = String.format(
                Locale.ROOT,
                "fold %d/%d  %s  epochs %d  accuracy %.3f%s",
                done,
                folds,
                names.apply(result.fold()),
                result.training().epochs(),
                result.scores().accuracy(),
                computed ? "" : " (kept from before)");
        progress.step(
                text, Map.of("fold", (double) done, "accuracy", result.scores().accuracy()));
        draw();
    }

    private void draw() {
        if (progress.live()) {
            double begun =
                    running.values().stream().mapToDouble(Double::doubleValue).sum();
            progress.update("Fold " + Math.min(done + 1, folds) + "/" + folds, (done + begun) / folds, "");
        }
    }

    /**
     * {@return what receives how the series of a fold are explained}
     *
     * @param before how many series were explained already
     * @param count how many the fold has
     * @param of how many there are in all
     */
    Progress explaining(int before, int count, int of) {
        return new Progress() {
            @Override
            public void update(String task, double share, String detail) {
                progress.update(task, (before + share * count) / of, "");
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}

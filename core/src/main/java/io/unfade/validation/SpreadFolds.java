package io.unfade.validation;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The folds of a cross-validation with a folder, trained by themselves: in any order, also in several processes at once that
 * see the same folder. Once all are there, {@link CrossValidation#run} trains nothing and gives what it would have given
 * alone.
 */
public final class SpreadFolds {
    private SpreadFolds() {}

    /**
     * {@return the names of the folds whose models are not in the folder, which is made if it is missing}
     *
     * @throws IllegalArgumentException as of {@link CrossValidation#run}
     * @throws IOException if the folder cannot be read or written
     */
    public static List<String> left(CrossValidation.Request request, SeriesSet set) throws IOException {
        FoldFolder folder = CrossValidation.folder(request, set);
        List<String> left = new ArrayList<>();
        for (Fold fold : request.plan().folds(set, request.training().seed())) {
            if (folder.find(fold) == null) {
                left.add(fold.name());
            }
        }
        return left;
    }

    /**
     * Trains the model of a fold, on the threads of the current one, and keeps it in the folder. One that is there stays.
     *
     * @param name of the fold
     * @throws IllegalArgumentException as of {@link CrossValidation#run}, or if there is no such fold
     * @throws IllegalStateException if training fails
     * @throws java.util.concurrent.CancellationException if it was cancelled; then nothing is kept
     * @throws IOException if the folder cannot be read or written
     */
    public static void train(CrossValidation.Request request, SeriesSet set, String name, Progress progress)
            throws IOException {
        FoldFolder folder = CrossValidation.folder(request, set);
        Fold fold = Require.present(
                request.plan().folds(set, request.training().seed()).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElse(null),
                "there is no fold '%s'",
                name);
        if (folder.find(fold) != null) {
            return;
        }
        try {
            CrossValidation.runFold(request, set, fold, folder, progress);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

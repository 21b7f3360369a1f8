package io.unfade.workflow;

import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.workflow.base.BadRequest;

import java.nio.file.Path;
import java.util.List;

/** Checks training series. */
final class TrainingSeries {
    private TrainingSeries() {}

    /** {@return the series, which must have labels} */
    static SeriesSet labelled(SeriesSet set, Path file) {
        if (!set.hasLabels()) {
            throw BadRequest.of("%s: the series have no labels, so nothing can be learnt from them", file);
        }
        return set;
    }

    /** Fails if fewer than two classes have series; names those without. */
    static void checkOccurring(SeriesSet all, Path file, Progress progress) {
        List<String> empty = all.classesWithoutSeries();
        if (all.classCount() - empty.size() < 2) {
            throw BadRequest.of("%s: training needs at least 2 classes, but there is 1", file);
        }
        if (!empty.isEmpty()) {
            progress.note(Message.of(
                    "%s: %d of %d classes have no series, such as '%s'; the model has them, but cannot learn them",
                    file, empty.size(), all.classCount(), empty.get(0)));
        }
    }
}

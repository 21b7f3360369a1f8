package io.unfade.spark;

import io.unfade.data.Standardization;
import io.unfade.data.source.MissingValues;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.BadRequest;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** Checks models before they travel. */
final class ClusterModels {
    private ClusterModels() {}

    /** What is asked of a model while it is open. */
    @FunctionalInterface
    interface Asking<T> {
        @Nullable
        T of(Model model) throws IOException;
    }

    /**
     * {@return the answer of a model}
     *
     * @throws BadRequest if it cannot work on one row without others
     */
    static <T> @Nullable T check(Path path, @Nullable InputLayout layout, Asking<T> asking) throws IOException {
        EngineRuntime.setThreads(1); // in a local session this process is the executor, too
        try (Model model = Models.open(path, layout)) {
            if (model instanceof TrainedModel trained && trained.standardizer().kind() == Standardization.PER_GROUP) {
                throw BadRequest.of(
                        "{model}: %s standardizes each group of series by itself, and those of a group can be anywhere in a table;"
                                + " standardize them before",
                        path);
            }
            if (model.reading().isPresent() && model.reading().get().missing() == MissingValues.MARK) {
                throw BadRequest.of("{model}: %s marks missing values, which is not done in tables", path);
            }
            return asking.of(model);
        }
    }
}

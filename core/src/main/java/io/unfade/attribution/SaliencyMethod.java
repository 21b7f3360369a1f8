package io.unfade.attribution;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;

import java.util.List;

/** A way to say how much each cell of a series mattered to an output of the model. */
public sealed interface SaliencyMethod permits GradientSaliency {
    /** {@return the name used in files and on the command line} */
    String key();

    /**
     * Explains series.
     *
     * @param model in evaluation mode
     * @param set fits the model; its classes are the model's
     * @param request what to explain and in which portions
     * @return one signed map for each series; padded cells are absent
     * @throws IllegalArgumentException if the data do not fit or the target cannot be had
     */
    SaliencyMaps attribute(TrainedModel model, SeriesSet set, Request request);

    /**
     * What is explained, and in which portions.
     *
     * @param target which class
     * @param output which output of that class
     * @param batchSize series at a time on each of the engine's threads, at least 1; bounds the native memory
     * @param progress is told after each portion how many series are done, by one thread at a time
     */
    record Request(Target target, Output output, int batchSize, Progress progress) {
        /** Checks the batch size. */
        public Request {
            Require.argument(batchSize >= 1, "batch size must be at least 1, but was %d", batchSize);
        }
    }

    /** Hears how far the work is; may throw to end it. */
    @FunctionalInterface
    interface Progress {
        /** Called after each portion. */
        void done(int series, int of);
    }

    /**
     * {@return the method with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    static SaliencyMethod of(String key) {
        Require.argument(
                key.equals(GradientSaliency.KEY),
                "method must be gradient, but was '%s'%s",
                key,
                NearestWord.clause(key, List.of(GradientSaliency.KEY)));
        return new GradientSaliency();
    }
}

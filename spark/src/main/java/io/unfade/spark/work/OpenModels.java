package io.unfade.spark.work;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Model;
import io.unfade.model.Models;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that this process has opened: one of each parcel for all its tasks, and never closed, since a task of another job may
 * use it next. Operations have one thread each: the cluster shares out the cores, by tasks.
 */
final class OpenModels {
    private static final ConcurrentHashMap<String, OpenModel> OPEN = new ConcurrentHashMap<>();

    private OpenModels() {}

    /**
     * A model that is open.
     *
     * @param background null if there is none
     */
    record OpenModel(Model model, @Nullable SeriesSet background) {}

    /** {@return the model of a parcel, opened if this process has not yet} */
    static OpenModel of(Parcel parcel) throws IOException {
        try {
            return OPEN.computeIfAbsent(parcel.key(), key -> open(parcel));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static OpenModel open(Parcel parcel) {
        try {
            EngineRuntime.setThreads(1);
            return parcel.unpacked((path, layout, background) ->
                    new OpenModel(Models.open(path, layout), background == null ? null : SeriesFiles.read(background)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

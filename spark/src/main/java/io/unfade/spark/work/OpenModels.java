package io.unfade.spark.work;

import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.source.MissingValues;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that this process has opened: one of each parcel for all its tasks, and never closed, since a task of another job may
 * use it next. Operations have one thread each: the cluster shares out the cores, by tasks.
 */
final class OpenModels {
    private static final ConcurrentHashMap<String, OpenModel> OPEN = new ConcurrentHashMap<>();

    private OpenModels() {}

    /**
     * A model that is open, and what it asks of rows.
     *
     * @param background null if there is none
     * @param missing how missing values are filled
     * @param features how many series must have; 0 if the model says it itself
     * @param steps of a set of series, for standardization per cell; 0 for any
     * @param namesClasses whether classes are known by their names, so that labels have a meaning in a row alone
     */
    record OpenModel(
            Model model,
            @Nullable SeriesSet background,
            MissingValues missing,
            int features,
            int steps,
            boolean namesClasses) {
        static OpenModel of(Model model, @Nullable SeriesSet background) {
            MissingValues missing = model.reading().map(ReadingRule::missing).orElse(MissingValues.REFUSE);
            Signature signature = model.signature();
            Standardizer standardizer = signature.standardizer();
            boolean perCell = standardizer.kind() == Standardization.PER_CELL;
            return new OpenModel(
                    model,
                    background,
                    missing,
                    model instanceof TrainedModel ? signature.features() : 0,
                    perCell ? standardizer.shape()[0] : 0,
                    signature.names().ofClasses() != null);
        }
    }

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
            return parcel.unpacked((path, layout, further) -> {
                Model model = Models.open(path, layout);
                Path first = further.get(Parcel.FIRST);
                if (first != null && !(model instanceof TrainedModel)) {
                    model.prepare(SeriesFiles.read(first)); // what the file of a network does not say
                }
                Path background = further.get(Parcel.BACKGROUND);
                return OpenModel.of(model, background == null ? null : SeriesFiles.read(background));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

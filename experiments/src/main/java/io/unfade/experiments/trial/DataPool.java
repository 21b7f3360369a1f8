package io.unfade.experiments.trial;

import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.TrainTestSplit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A cache of the most recently used standardised data sets, so that runs that share one generate it once. Thread-safe.
 */
public final class DataPool {
    private static final int KEPT = 2;

    private final Map<String, TrainTestSplit> sets = new LinkedHashMap<>(8, 0.75f, true);

    /**
     * {@return the data set of this name, standardised per cell by its training series, as the authors do}
     *
     * @param name of data set and seed
     * @param source makes it, if it is not there
     */
    TrainTestSplit get(String name, Supplier<TrainTestSplit> source) {
        return get(name, source, training -> Standardizer.fit(Standardization.PER_CELL, training));
    }

    /**
     * {@return the standardised data set with this name}
     *
     * @param name of data set and seed
     * @param source makes it, if it is not there
     * @param fitting maps the training series to the standardizer of both training and test series
     */
    public synchronized TrainTestSplit get(
            String name, Supplier<TrainTestSplit> source, Function<SeriesSet, Standardizer> fitting) {
        TrainTestSplit found = sets.get(name);
        if (found == null) {
            found = standardized(source.get(), fitting);
            sets.put(name, found);
            if (sets.size() > KEPT) {
                sets.remove(sets.keySet().iterator().next());
            }
        }
        return found;
    }

    private static TrainTestSplit standardized(TrainTestSplit data, Function<SeriesSet, Standardizer> fitting) {
        Standardizer standardizer = fitting.apply(data.training());
        return new TrainTestSplit(standardizer.apply(data.training()), standardizer.apply(data.test()));
    }
}

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
 * Data sets in memory, standardised, so that the runs that share one make it once. Keeps the few used last. Safe from
 * several threads.
 */
public final class DataPool {
    private static final int KEPT = 2;

    private final Map<String, TrainTestSplit> sets = new LinkedHashMap<>(8, 0.75f, true);
    private final Function<SeriesSet, Standardizer> fitting;

    /** Makes a pool that standardises per cell by the training series, as the authors do. */
    public DataPool() {
        this(training -> Standardizer.fit(Standardization.PER_CELL, training));
    }

    /**
     * Makes a pool that standardises in another way.
     *
     * @param fitting from the training series to what standardises them and the test series
     */
    public DataPool(Function<SeriesSet, Standardizer> fitting) {
        this.fitting = fitting;
    }

    /**
     * {@return the standardised data set with this name}
     *
     * @param name of data set and seed
     * @param source makes it, if it is not there
     */
    public synchronized TrainTestSplit get(String name, Supplier<TrainTestSplit> source) {
        TrainTestSplit found = sets.get(name);
        if (found == null) {
            found = standardized(source.get());
            sets.put(name, found);
            if (sets.size() > KEPT) {
                sets.remove(sets.keySet().iterator().next());
            }
        }
        return found;
    }

    private TrainTestSplit standardized(TrainTestSplit data) {
        Standardizer standardizer = fitting.apply(data.training());
        return new TrainTestSplit(standardizer.apply(data.training()), standardizer.apply(data.test()));
    }
}

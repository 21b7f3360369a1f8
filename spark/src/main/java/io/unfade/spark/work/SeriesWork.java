package io.unfade.spark.work;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.List;

/**
 * What is done with series, some at a time. The outcome of one must depend on nothing but itself, the model and the seed: rows come
 * in other company when a task is run again.
 */
public interface SeriesWork extends Serializable {
    /** {@return the columns of its outcomes, all of which may be null} */
    StructType columns();

    /**
     * {@return the outcomes of each series in the order of the columns}
     *
     * @param set fits the model
     * @param background fits it too; null if there is none
     * @throws IllegalArgumentException if one of the series cannot be worked on
     */
    List<Object[]> of(Model model, SeriesSet set, @Nullable SeriesSet background, Progress progress);
}

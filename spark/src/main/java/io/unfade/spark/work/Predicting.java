package io.unfade.spark.work;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Predictions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The probabilities of classes.
 *
 * @param batchSize series at a time
 */
public record Predicting(int batchSize) implements SeriesWork {
    /** The column of the name of the most probable class. */
    public static final String PREDICTED = "predicted";

    @Override
    public StructType columns() {
        return new StructType()
                .add(PREDICTED, DataTypes.StringType)
                .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false));
    }

    @Override
    public List<Object[]> of(Model model, SeriesSet set, @Nullable SeriesSet background, Progress progress) {
        Predictions predictions = Predictions.of(model, set, batchSize);
        return IntStream.range(0, set.count())
                .mapToObj(i ->
                        new Object[] {predictions.predictedName(i), predictions.probabilities()[i]})
                .toList();
    }
}

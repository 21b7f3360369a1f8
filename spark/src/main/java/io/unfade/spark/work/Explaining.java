package io.unfade.spark.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.option.ExplanationChoice;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Saliency maps.
 *
 * @param choice what to explain and how, as JSON
 * @param seed of the method's random numbers
 */
public record Explaining(String choice, long seed) implements SeriesWork {
    /** The column of the signed maps, step by step. */
    public static final String SALIENCY = "saliency";

    /** The column of the share of a map in the last tenth of the steps. */
    public static final String LAST_SHARE = "lastShare";

    /** {@return the explanations of a choice} */
    public static Explaining of(ExplanationChoice choice, long seed) {
        return new Explaining(RequestJson.node(choice).toString(), seed);
    }

    @Override
    public StructType columns() {
        return new StructType()
                .add("target", DataTypes.StringType)
                .add(Predicting.PREDICTED, DataTypes.StringType)
                .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false))
                .add(SALIENCY, DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType, false), false))
                .add("gap", DataTypes.DoubleType)
                .add(LAST_SHARE, DataTypes.DoubleType);
    }

    @Override
    public List<Object[]> of(Model model, SeriesSet set, @Nullable SeriesSet background, Progress progress) {
        ExplanationChoice explanation = parsed().orUsualOf(model);
        SeriesSet explained = explanation.explained(set);
        explanation.check(explained);
        SaliencyMaps maps = explanation.explain(model, explained, background, seed, progress);
        List<String> classes = model.signature().allClassNames();
        double[] gaps = maps.gaps();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < maps.count(); i++) {
            double[] probabilities = new double[maps.classCount()];
            for (int k = 0; k < probabilities.length; k++) {
                probabilities[k] = maps.probability(i, k);
            }
            rows.add(new Object[] {
                classes.get(maps.target(i)),
                classes.get(maps.predicted(i)),
                probabilities,
                steps(maps, i),
                gaps.length == 0 ? null : gaps[i],
                lastShare(maps, i)
            });
        }
        return rows;
    }

    private ExplanationChoice parsed() {
        try {
            return RequestJson.read(ExplanationChoice.class, (ObjectNode) Json.MAPPER.readTree(choice));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[][] steps(SaliencyMaps maps, int series) {
        float[][] steps = new float[maps.length(series)][maps.features()];
        for (int t = 0; t < steps.length; t++) {
            for (int c = 0; c < steps[t].length; c++) {
                steps[t][c] = (float) maps.value(series, t, c);
            }
        }
        return steps;
    }

    private static @Nullable Double lastShare(SaliencyMaps maps, int series) {
        double[] mass = Fading.stepMass(maps.absolute(series), maps.length(series), maps.features());
        double share = Fading.of(List.of(mass)).shareInLast(Fading.LAST_TENTH);
        return Double.isNaN(share) ? null : share;
    }
}

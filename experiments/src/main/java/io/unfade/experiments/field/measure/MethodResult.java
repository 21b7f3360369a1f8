package io.unfade.experiments.field.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.experiments.table.Measure;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What one method made of one model on one data set, with one seed.
 *
 * @param plain the scores of its maps
 * @param calibrated the scores of the same maps after {@link ScoredMap#calibrated}
 * @param change how predictions move when cells are replaced in the order of the maps; null where that was not computed
 * @param aopcr how far logits fall when steps are cut out, see {@link StepRemoval}; NaN where that was not computed
 * @param seconds of one series, on the machine of the run
 * @param passes of one series through the model, backward ones counted as one
 * @param collapsed share of the maps that collapsed, 0..1: to a constant, or to a learned mask that keeps nothing
 */
public record MethodResult(
        FieldScores plain,
        FieldScores calibrated,
        @Nullable PredictionChange change,
        double aopcr,
        double seconds,
        double passes,
        double collapsed) {
    /** Cumulative prediction difference. */
    public static final Measure CPD = new Measure("cpd", "CPD", "", 3, "higher");

    /** Cumulative prediction preservation. */
    public static final Measure CPP = new Measure("cpp", "CPP", "", 3, "lower");

    /** Area over the perturbation curve to random. */
    public static final Measure AOPCR = new Measure("aopcr", "AOPCR", "", 2, "higher");

    /** The time of one series. */
    public static final Measure SECONDS = new Measure("seconds", "Time for a series", "s", 4, "lower");

    /** The passes of one series. */
    public static final Measure PASSES = new Measure("passes", "Passes for a series", "", 0, "lower");

    /** The share of maps that collapsed. */
    public static final Measure COLLAPSED = new Measure("collapsed", "Collapsed maps", "", 3, "0");

    /** {@return the column of a measure of the maps after calibration} */
    public static Measure calibrated(FieldMeasure measure) {
        Measure plain = measure.column();
        return new Measure(
                "calibrated" + plain.key().substring(0, 1).toUpperCase(Locale.ROOT)
                        + plain.key().substring(1),
                plain.title() + ", calibrated",
                plain.unit(),
                plain.decimals(),
                plain.better());
    }

    /** {@return the columns of a table of results} */
    public static List<Measure> columns() {
        List<Measure> columns = new ArrayList<>(FieldMeasure.columns());
        for (FieldMeasure measure : FieldMeasure.values()) {
            columns.add(calibrated(measure));
        }
        columns.addAll(List.of(CPD, CPP, AOPCR, SECONDS, PASSES, COLLAPSED));
        return columns;
    }

    /** {@return the numbers of the {@link #columns}; NaN where undefined} */
    public double[] values() {
        DoubleStream.Builder numbers = DoubleStream.builder();
        for (FieldScores scores : List.of(plain, calibrated)) {
            for (FieldMeasure measure : FieldMeasure.values()) {
                numbers.add(scores.get(measure));
            }
        }
        numbers.add(change == null ? Double.NaN : change.cpd());
        numbers.add(change == null ? Double.NaN : change.cpp());
        return numbers.add(aopcr)
                .add(seconds)
                .add(passes)
                .add(collapsed)
                .build()
                .toArray();
    }

    /** {@return the result as JSON} */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("plain", plain.json());
        node.set("calibrated", calibrated.json());
        if (change != null) {
            node.set("change", change.json());
        }
        if (Double.isFinite(aopcr)) {
            node.put(AOPCR.key(), aopcr);
        }
        return node.put(SECONDS.key(), seconds).put(PASSES.key(), passes).put(COLLAPSED.key(), collapsed);
    }

    /** {@return the result that was written by {@link #json}} */
    public static MethodResult of(JsonNode json) {
        return new MethodResult(
                FieldScores.of(json.path("plain")),
                FieldScores.of(json.path("calibrated")),
                json.has("change") ? PredictionChange.of(json.path("change")) : null,
                json.path(AOPCR.key()).asDouble(Double.NaN),
                json.path(SECONDS.key()).asDouble(Double.NaN),
                json.path(PASSES.key()).asDouble(Double.NaN),
                json.path(COLLAPSED.key()).asDouble(Double.NaN));
    }
}

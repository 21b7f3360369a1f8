package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.DataPool;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Trial;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Every way on every data set with every seed, each model with several maps, and the maps that need no model.
 *
 * @param cases the data sets
 * @param seeds of data and models
 * @param epochs of training under noise
 * @param counts of series
 */
record LocalisationRuns(List<Localisation.Case> cases, SeedRange seeds, int epochs, Counts counts) implements Study {
    static final Measure NOISE_LEVEL = new Measure("noiseLevel", "Noise level", "", 1, "");

    /** The columns of the tables. */
    static final List<Measure> MEASURES = List.of(
            MapRecord.ROC_AUC,
            MapRecord.AVERAGE_PRECISION,
            MapRecord.WEIGHTED_JACCARD,
            MapRecord.DISTRACTOR_RATIO,
            Measure.ACCURACY,
            NOISE_LEVEL);

    /** The label of maps that need no model. */
    static final String NO_MODEL = "no-model";

    static final String CELLS = "evidence part=positive";
    static final String SLOPE = "noise-gradient";
    static final String TWO_WAY = "two-way";
    static final String GRADIENT = "gradient";

    /** Maps of networks that know a level of noise. */
    static final List<String> OF_NOISE = List.of(
            SLOPE,
            "evidence window=1 part=positive",
            CELLS,
            TWO_WAY,
            GRADIENT,
            "integrated-gradients",
            "two-way method=integrated-gradients",
            "deeplift");

    /** Maps of others. */
    static final List<String> OF_OTHERS = List.of(
            GRADIENT, "integrated-gradients", "two-way method=integrated-gradients", "deeplift", "expected-gradients");

    /** Maps without a model. */
    static final List<String> WITHOUT_MODEL = List.of(
            "random",
            "input-magnitude",
            "input-two-way",
            "input-rank-1",
            "mean-difference",
            "two-way method=mean-difference",
            "linear-discriminant",
            "t-map");

    /**
     * Numbers of series.
     *
     * @param training to train with
     * @param test to test with
     * @param explained first test series to explain
     */
    record Counts(int training, int test, int explained) {}

    @Override
    public ObjectNode settings() {
        ObjectNode settings = Localisation.settings(cases);
        Way.putInto(settings, epochs);
        for (List<String> maps : List.of(OF_NOISE, OF_OTHERS, WITHOUT_MODEL)) {
            var names = settings.withArray("maps").addArray();
            maps.forEach(names::add);
        }
        seeds.putInto(settings);
        settings.put("trainingSeries", counts.training());
        settings.put("testSeries", counts.test());
        settings.put("explainedSeries", counts.explained());
        return settings;
    }

    /** {@return the ways of a data set} */
    List<Way> ways(Localisation.Case on) {
        List<Way> ways = new ArrayList<>(Way.ALL);
        if (on.apart()) {
            ways.addAll(Way.WITHOUT);
        }
        return ways;
    }

    /** {@return the maps of a way} */
    static List<String> maps(Way way) {
        return way.isNoisy() ? OF_NOISE : OF_OTHERS;
    }

    @Override
    public List<Piece> units() {
        DataPool pool = new DataPool();
        List<Piece> units = new ArrayList<>();
        for (long seed : seeds.all()) {
            for (Localisation.Case on : cases) {
                units.add(new Piece(
                        key(on, NO_MODEL, seed), progress -> ofNoModel(data(on, seed, pool), seed, progress)));
                for (Way way : ways(on)) {
                    units.add(new Piece(
                            key(on, way.key(), seed), progress -> of(way, data(on, seed, pool), seed, progress)));
                }
            }
        }
        return units;
    }

    private static String key(Localisation.Case on, String way, long seed) {
        return on.name() + "." + way + "." + seed;
    }

    private TrainTestSplit data(Localisation.Case on, long seed, DataPool pool) {
        return pool.get(
                on.name() + "-" + seed,
                () -> on.data().generate(counts.training(), counts.test(), seed),
                training -> Standardizer.fit(Standardization.PER_CELL, training));
    }

    private ObjectNode of(Way way, TrainTestSplit data, long seed, Progress progress) {
        try (TrainedModel model = way.make(data, epochs, seed, progress)) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            new ScoredMaps(maps(way), counts.explained()).put(record, model, data, seed, progress);
            double accuracy = 100 * Trial.accuracy(model, data.test());
            record.forEach(node -> ((ObjectNode) node)
                    .put(Measure.ACCURACY.key(), accuracy)
                    .put(NOISE_LEVEL.key(), model.noiseLevel()));
            return record;
        }
    }

    /** {@return the record of maps that do not look at the model that they are given} */
    private ObjectNode ofNoModel(TrainTestSplit data, long seed, Progress progress) {
        try (TrainedModel any = Way.UNTRAINED.make(data, 1, seed, progress)) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            new ScoredMaps(WITHOUT_MODEL, counts.explained()).put(record, any, data, seed, progress);
            return record;
        }
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Localisation.Case on : cases) {
            add(rows, records, on, NO_MODEL, WITHOUT_MODEL);
            ways(on).forEach(way -> add(rows, records, on, way.key(), maps(way)));
        }
        ResultTable results = new ResultTable(List.of("data", "model", "map", "seed"), MEASURES, rows);
        Summary summary = Summary.of(results, Published.none());
        return new Findings(results, summary, new LocalisationPage(this, summary).filled(about()));
    }

    private void add(
            List<ResultTable.Row> rows,
            Map<String, JsonNode> records,
            Localisation.Case on,
            String way,
            List<String> maps) {
        for (String map : maps) {
            for (long seed : seeds.all()) {
                JsonNode record =
                        Objects.requireNonNull(records.get(key(on, way, seed))).path(map);
                rows.add(new ResultTable.Row(
                        List.of(on.name(), way, map, Long.toString(seed)), RunNumbers.values(record, MEASURES)));
            }
        }
    }

    private String about() {
        return String.format(
                Locale.ROOT,
                "%s; %,d series to train with, %,d to test with, the first %d of these explained for their class's logit;"
                        + " under noise %d epochs",
                seeds.describe(),
                counts.training(),
                counts.test(),
                counts.explained(),
                epochs);
    }
}

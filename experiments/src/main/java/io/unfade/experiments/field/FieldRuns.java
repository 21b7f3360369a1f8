package io.unfade.experiments.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.experiments.field.box.Box;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.field.measure.FieldScores;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.field.measure.PredictionChange;
import io.unfade.experiments.field.measure.ScoredMap;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.piece.Piece;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Every model on every data set with every seed, each with the maps of all methods.
 *
 * @param rare data sets with a white box
 * @param rareSeries number of their series
 * @param trained data sets on which models are trained
 * @param methods the keys of the methods; empty for all
 * @param changed number of first explained series whose predictions are looked at without some of their cells
 * @param seeds of data and models
 */
record FieldRuns(
        List<RareData> rare,
        int rareSeries,
        List<TrainedCase> trained,
        List<String> methods,
        int changed,
        SeedRange seeds)
        implements Study {
    /** The columns of the table of predictors. */
    static final List<Measure> PREDICTOR = List.of(
            Measure.ACCURACY,
            new Measure("macroF1", "Macro F1", "", 3, "higher"),
            new Measure("predictorRocAuc", "ROC AUC of predictions", "", 3, "higher"),
            new Measure("noiseLevel", "Noise level", "", 2, ""),
            new Measure("trainSeconds", "Training", "s", 0, "lower"));

    private static final FieldModel WHITE = new FieldModel("white-box", "white box", true);
    private static final String METHODS = "methods";

    /** To be raised where data, methods or measures change, so that records from before are refused. */
    private static final int MEASURED = 2;

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("measured", MEASURED);
        var whites = settings.putArray("whiteBoxes");
        rare.forEach(data -> whites.add(data.key()));
        settings.put("whiteBoxSeries", rareSeries);
        var cases = settings.putArray("trained");
        trained.forEach(on -> cases.add(on.json()));
        putMethods(settings, "methodsOfWhiteBoxes", Asked.OF_WHITE_BOX);
        putMethods(settings, "methodsOfSteps", Asked.OF_STEPS);
        putMethods(settings, "methodsOfSeries", Asked.OF_SERIES);
        settings.put("changedSeries", changed);
        settings.put("reference", Explained.REFERENCE.key());
        settings.put("replaced", Explained.REPLACED);
        seeds.putInto(settings);
        return settings;
    }

    private void putMethods(ObjectNode settings, String name, List<Asked> of) {
        var texts = settings.putArray(name);
        chosen(of).forEach(asked -> texts.add(asked.json()));
    }

    private List<Asked> chosen(List<Asked> all) {
        return methods.isEmpty() ? all : Asked.named(all, methods);
    }

    @Override
    public List<Piece> units() {
        List<Piece> units = new ArrayList<>();
        for (long seed : seeds.all()) {
            for (RareData data : rare) {
                units.add(new Piece(key(data.key(), WHITE.key(), seed), progress -> ofRare(data, seed, progress)));
            }
            for (TrainedCase on : trained) {
                for (Box box : on.boxes()) {
                    units.add(new Piece(
                            key(on.data().key(), box.key(), seed), progress -> ofTrained(on, box, seed, progress)));
                }
            }
        }
        return units;
    }

    private static String key(String data, String model, long seed) {
        return data + "." + model + "." + seed;
    }

    private ObjectNode ofRare(RareData data, long seed, Progress progress) {
        List<Explained> groups =
                data.draw(rareSeries, seed).stream().map(Explained::of).toList();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        explain(record, groups, chosen(Asked.OF_WHITE_BOX), seed, progress);
        return record;
    }

    private ObjectNode ofTrained(TrainedCase on, Box box, long seed, Progress progress) {
        try (TrainedCase.Trained made = on.train(box, seed, progress)) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            made.score().putInto(record);
            record.put("noiseLevel", made.model().noiseLevel());
            record.put("trainSeconds", made.seconds());
            explain(record, List.of(made.explained()), chosen(on.methods()), seed, progress);
            return record;
        }
    }

    /** Adds the results of the methods that can explain the model, over all groups of series together. */
    private void explain(ObjectNode record, List<Explained> groups, List<Asked> asked, long seed, Progress progress) {
        ObjectNode results = record.putObject(METHODS);
        for (Asked method : asked) {
            if (groups.get(0).explains(method)) {
                results.set(method.key(), result(groups, method, seed, progress).json());
            }
        }
    }

    /** Only white boxes have groups, and neither predictions that change nor steps that can be cut out. */
    private MethodResult result(List<Explained> groups, Asked method, long seed, Progress progress) {
        List<SaliencyMaps> maps = new ArrayList<>();
        Explained.@Nullable Maps all = null;
        for (Explained group : groups) {
            long start = System.nanoTime();
            SaliencyMaps own = group.maps(method, seed, progress);
            Explained.Maps scored = group.scored(method, own, TrainedCase.seconds(start));
            all = all == null ? scored : all.and(scored);
            maps.add(own);
        }
        Explained.Maps found = Objects.requireNonNull(all);
        boolean one = groups.size() == 1;
        PredictionChange change = one ? groups.get(0).change(maps.get(0), changed, seed, progress) : null;
        double aopcr = one ? groups.get(0).removal(maps.get(0), changed, seed, progress) : Double.NaN;
        List<ScoredMap> calibrated =
                found.maps().stream().map(ScoredMap::calibrated).toList();
        double collapsed = RunNumbers.mean(
                found.maps().size(), i -> Collapse.is(found.maps().get(i), found.mask()) ? 1 : 0);
        return new MethodResult(
                FieldScores.of(found.maps()),
                FieldScores.of(calibrated),
                change,
                aopcr,
                found.seconds(),
                found.passes(),
                collapsed);
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        List<ResultTable.Row> rows = new ArrayList<>();
        List<ResultTable.Row> predictors = new ArrayList<>();
        Map<String, String> changes = new LinkedHashMap<>();
        for (RareData data : rare) {
            add(rows, changes, records, data.key(), WHITE.key(), Asked.OF_WHITE_BOX);
        }
        for (TrainedCase on : trained) {
            for (Box box : on.boxes()) {
                String data = on.data().key();
                add(rows, changes, records, data, box.key(), on.methods());
                for (long seed : seeds.all()) {
                    predictors.add(new ResultTable.Row(
                            List.of(data, box.key(), Long.toString(seed)),
                            predictor(Objects.requireNonNull(records.get(key(data, box.key(), seed))))));
                }
            }
        }
        ResultTable results = new ResultTable(FieldOutcome.LABELS, MethodResult.columns(), rows);
        FieldOutcome outcome = new FieldOutcome(
                results, new ResultTable(FieldOutcome.PREDICTOR_LABELS, PREDICTOR, predictors), models(), changes);
        return new Findings(
                results,
                outcome.summary(),
                new BenchmarksPage(outcome, PublishedScores.read(), Goals.read()).filled(about()));
    }

    private static double[] predictor(JsonNode record) {
        double[] values = RunNumbers.values(record, PREDICTOR);
        values[0] *= 100; // in per cent, like the accuracy of other experiments
        return values;
    }

    private void add(
            List<ResultTable.Row> rows,
            Map<String, String> changes,
            Map<String, JsonNode> records,
            String data,
            String model,
            List<Asked> all) {
        for (Asked asked : chosen(all)) {
            for (long seed : seeds.all()) {
                JsonNode record = Objects.requireNonNull(records.get(key(data, model, seed)))
                        .path(METHODS)
                        .path(asked.key());
                if (!record.isMissingNode()) {
                    MethodResult result = MethodResult.of(record);
                    rows.add(new ResultTable.Row(
                            List.of(data, model, asked.key(), Long.toString(seed)), result.values()));
                    PredictionChange change = result.change();
                    if (change != null) {
                        changes.put(data, inWords(change));
                    }
                }
            }
        }
    }

    private String inWords(PredictionChange change) {
        return String.format(
                Locale.ROOT,
                "%d cells of each of %d series, one after another, by %s",
                change.cells(),
                changed,
                change.reference());
    }

    private List<FieldModel> models() {
        List<FieldModel> models = new ArrayList<>(rare.isEmpty() ? List.of() : List.of(WHITE));
        for (Box box : Box.values()) {
            if (trained.stream().anyMatch(on -> on.boxes().contains(box))) {
                models.add(new FieldModel(box.key(), box.title(), box == Box.GRU || box == Box.BIDIRECTIONAL));
            }
        }
        return models;
    }

    private String about() {
        return String.format(
                Locale.ROOT,
                "%s; white boxes: %d series; %s",
                seeds.describe(),
                rareSeries,
                trained.stream()
                        .map(on -> String.format(
                                Locale.ROOT,
                                "%s: %,d series to train with (published: %,d), the first %d of %,d test series explained",
                                on.data().key(),
                                on.training(),
                                on.data().publishedTraining(),
                                on.explained(),
                                on.test()))
                        .reduce((one, other) -> one + "; " + other)
                        .orElse("no trained models"));
    }
}

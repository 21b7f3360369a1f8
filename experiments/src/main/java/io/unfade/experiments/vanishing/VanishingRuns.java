package io.unfade.experiments.vanishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTest;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.Unit;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.DataPool;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.Trial;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Every kind of model from every seed on series of every length.
 *
 * @param steps lengths of the series, rising
 * @param schedule of all training
 * @param firstSeed seeds are counted from here
 * @param seeds how many; each is the seed of data and model
 * @param counts of series
 */
record VanishingRuns(List<Integer> steps, Regime.Schedule schedule, long firstSeed, int seeds, Counts counts)
        implements Study {
    /** The models: each cell without and with input-cell attention. */
    static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.plain("gru", "GRU", Cell.GRU),
            ModelKind.plain("rnn", "Tanh RNN", Cell.RNN),
            ModelKind.attentive("lstm-mean", "LSTM + attention", Cell.LSTM, HopPooling.MEAN),
            ModelKind.attentive("gru-mean", "GRU + attention", Cell.GRU, HopPooling.MEAN),
            ModelKind.attentive("rnn-mean", "Tanh RNN + attention", Cell.RNN, HopPooling.MEAN));

    private static final int FEATURES = 20;
    private static final int FROM_FEATURE = 5;
    private static final int TO_FEATURE = 15;
    private static final Regime REGIME = Regime.SOUND;
    private static final ModelKind.Size SIZE = ModelKind.Size.AUTHORS;

    /**
     * How many series.
     *
     * @param training to train with; a fifth of them chooses the epoch
     * @param test to test with and to explain
     * @param jacobians of the test series, from the first, whose Jacobians are taken; O(T H^3) each
     */
    record Counts(int training, int test, int jacobians) {}

    /** {@return the models with or without input-cell attention} */
    static List<ModelKind> models(boolean attentive) {
        return MODELS.stream().filter(kind -> attentive(kind) == attentive).toList();
    }

    /** {@return the model without and the model with input-cell attention of a cell} */
    static List<ModelKind> models(Cell cell) {
        return MODELS.stream().filter(kind -> kind.cell() == cell).toList();
    }

    static boolean attentive(ModelKind kind) {
        return kind.attention() != null;
    }

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var lengths = settings.putArray("steps");
        steps.forEach(lengths::add);
        settings.put("features", FEATURES);
        settings.put("informativeFeatures", FROM_FEATURE + ".." + (TO_FEATURE - 1));
        var models = settings.putArray("models");
        MODELS.forEach(kind -> models.add(kind.json()));
        settings.put("regime", REGIME.key());
        SIZE.putInto(settings);
        schedule.putInto(settings);
        settings.put("firstSeed", firstSeed);
        settings.put("seeds", seeds);
        settings.put("trainingSeries", counts.training());
        settings.put("testSeries", counts.test());
        settings.put("jacobianSeries", counts.jacobians());
        return settings;
    }

    /** {@return the settings in one line} */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%d of %d features informative at every step; %d series to train and %d to test, Jacobians of %d; %d seed%s "
                        + "from %d; %s; %s; %s",
                TO_FEATURE - FROM_FEATURE,
                FEATURES,
                counts.training(),
                counts.test(),
                counts.jacobians(),
                seeds,
                seeds == 1 ? "" : "s",
                firstSeed,
                schedule.describe(),
                SIZE.describe(),
                REGIME.title());
    }

    @Override
    public List<Unit> units() {
        DataPool pool = new DataPool();
        List<Unit> units = new ArrayList<>();
        for (int length : steps) {
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                for (ModelKind kind : MODELS) {
                    units.add(unit(pool, length, kind, seed));
                }
            }
        }
        return units;
    }

    private Unit unit(DataPool pool, int length, ModelKind kind, long seed) {
        return new Unit(key(length, kind, seed), () -> {
            TrainTest data = pool.get(length + "-" + seed, () -> data(length, seed));
            return VanishingRecord.of(new Trial.Recipe(kind, SIZE, REGIME, schedule), data, seed, counts.jacobians());
        });
    }

    private TrainTest data(int length, long seed) {
        return BoxData.ofSize(length, FEATURES, new Box(0, length, FROM_FEATURE, TO_FEATURE))
                .generate(counts.training(), counts.test(), seed);
    }

    private static String key(int length, ModelKind kind, long seed) {
        return length + "." + kind.key() + "." + seed;
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        List<ResultTable.Row> rows = new ArrayList<>();
        for (int length : steps) {
            for (ModelKind kind : MODELS) {
                for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                    JsonNode record = Objects.requireNonNull(records.get(key(length, kind, seed)));
                    List<String> labels = new ArrayList<>(labels(length, kind));
                    labels.add(Long.toString(seed));
                    rows.add(new ResultTable.Row(labels, MapRecord.values(record, VanishingRecord.MEASURES)));
                }
            }
        }
        ResultTable results = new ResultTable(List.of("steps", "model", "seed"), VanishingRecord.MEASURES, rows);
        Summary summary = Summary.of(results, Published.none());
        return new Findings(results, summary, new VanishingPage(this, records, summary).page());
    }

    /** {@return the labels of the runs of a model on series of a length, without the seed} */
    static List<String> labels(int length, ModelKind kind) {
        return List.of(Integer.toString(length), kind.key());
    }

    /** {@return what was kept of the runs of a model on series of a length, one for each seed} */
    List<JsonNode> ofSeeds(Map<String, JsonNode> records, int length, ModelKind kind) {
        return LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> Objects.requireNonNull(records.get(key(length, kind, seed))))
                .toList();
    }
}

package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.SyntheticData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Unit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every kind of model in every regime from every seed on every data set, each with the localisation of its maps. The
 * settings are data; what is to be shown of the results is the experiment's.
 *
 * @param caseLabels names of the columns that tell data sets apart
 * @param cases the data sets
 * @param kinds of models
 * @param schedules of training, for each regime
 * @param size of all models
 * @param seeds each is the seed of data and model
 * @param trainingCount series to train with
 * @param testCount series to test with and to explain
 * @param kept what is kept of every run beside the usual; the mean map is kept of the first seed anyway
 */
public record MapRuns(
        List<String> caseLabels,
        List<Case> cases,
        List<ModelKind> kinds,
        Map<Regime, Regime.Schedule> schedules,
        ModelKind.Size size,
        SeedRange seeds,
        int trainingCount,
        int testCount,
        Set<MapRecord.Part> kept) {
    /** How many epochs the quick versions on box data take. */
    public static final int QUICK_BOX_EPOCHS = 5;

    private static final int BOX_SEEDS = 5;

    /**
     * A data set.
     *
     * @param labels by the columns of {@link MapRuns#caseLabels}
     * @param data makes its series
     */
    public record Case(List<String> labels, SyntheticData data) {}

    /**
     * {@return runs on as many series and seeds as the paper's synthetic data need; few of both where the user wants to be quick}
     *
     * @param caseLabel name of the column that tells data sets apart
     */
    public static MapRuns ofBoxes(
            String caseLabel,
            List<Case> cases,
            List<ModelKind> kinds,
            Map<Regime, Regime.Schedule> schedules,
            Choices choices) {
        boolean quick = choices.quick();
        return new MapRuns(
                List.of(caseLabel),
                cases,
                kinds,
                schedules,
                ModelKind.Size.AUTHORS,
                new SeedRange(choices.seed(), quick ? 1 : BOX_SEEDS),
                quick ? 300 : 1000,
                quick ? 60 : 300,
                Set.of());
    }

    /** Copies the lists; regimes are in the order of the enum. */
    public MapRuns {
        caseLabels = List.copyOf(caseLabels);
        cases = List.copyOf(cases);
        kinds = List.copyOf(kinds);
        kept = Set.copyOf(kept);
        schedules = Collections.unmodifiableMap(new EnumMap<>(schedules));
    }

    /** {@return the regimes of training} */
    public List<Regime> regimes() {
        return List.copyOf(schedules.keySet());
    }

    /** {@return everything the results depend on} */
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var all = settings.putArray("data");
        cases.forEach(c -> all.add(String.join(" ", c.labels())));
        ModelKind.putInto(settings, kinds);
        schedules.forEach((regime, schedule) -> schedule.putInto(settings.putObject(regime.key())));
        size.putInto(settings);
        seeds.putInto(settings);
        settings.put("trainingSeries", trainingCount);
        settings.put("testSeries", testCount);
        return settings;
    }

    /** {@return the settings in a sentence, for readers} */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s; %,d series to train with and %,d to test with; %s; %s",
                seeds.describe(),
                trainingCount,
                testCount,
                schedules.entrySet().stream()
                        .map(way -> way.getKey().title() + ": " + way.getValue().describe())
                        .collect(Collectors.joining("; ")),
                size.describe());
    }

    /** {@return one piece for each run; runs that share data follow each other} */
    public List<Unit> units() {
        DataPool pool = new DataPool();
        List<Unit> units = new ArrayList<>();
        for (Case each : cases) {
            for (long seed : seeds.all()) {
                for (Regime regime : regimes()) {
                    for (ModelKind kind : kinds) {
                        units.add(unit(pool, each, kind, regime, seed));
                    }
                }
            }
        }
        return units;
    }

    private Unit unit(DataPool pool, Case each, ModelKind kind, Regime regime, long seed) {
        String name = String.join("-", each.labels()) + "-" + seed;
        return new Unit(key(each, kind, regime, seed), () -> {
            TrainTestSplit data = pool.get(name, () -> each.data().generate(trainingCount, testCount, seed));
            return MapRecord.of(recipe(kind, regime), data, seed, wanted(seed));
        });
    }

    private Set<MapRecord.Part> wanted(long seed) {
        Set<MapRecord.Part> wanted = EnumSet.noneOf(MapRecord.Part.class);
        wanted.addAll(kept);
        if (seed == seeds.first()) {
            wanted.add(MapRecord.Part.MAP);
        }
        return wanted;
    }

    private Trial.Recipe recipe(ModelKind kind, Regime regime) {
        return new Trial.Recipe(kind, size, regime, Objects.requireNonNull(schedules.get(regime)));
    }

    private static String key(Case each, ModelKind kind, Regime regime, long seed) {
        List<String> parts = new ArrayList<>(each.labels());
        parts.addAll(List.of(kind.key(), regime.key(), Long.toString(seed)));
        return String.join(".", parts).toLowerCase(Locale.ROOT);
    }

    /** {@return one row for each run, with the numbers of some measures} */
    public ResultTable results(Map<String, JsonNode> records, List<Measure> measures) {
        List<String> labels = new ArrayList<>(caseLabels);
        labels.addAll(List.of("model", "regime", "seed"));
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Case each : cases) {
            for (ModelKind kind : kinds) {
                for (Regime regime : regimes()) {
                    List<JsonNode> runs = seeds.of(records, seed -> key(each, kind, regime, seed));
                    rows.addAll(seeds.rows(labels(each, kind.key(), regime), runs, measures));
                }
            }
        }
        return new ResultTable(labels, measures, rows);
    }

    /** {@return the labels of the runs of a model in a regime on a data set, without the seed} */
    public static List<String> labels(Case each, String kind, Regime regime) {
        List<String> labels = new ArrayList<>(each.labels());
        labels.add(kind);
        labels.add(regime.key());
        return labels;
    }

    /** {@return what was kept of the run from the first seed, which has the mean map} */
    public JsonNode first(Map<String, JsonNode> records, Case each, ModelKind kind, Regime regime) {
        return Objects.requireNonNull(records.get(key(each, kind, regime, seeds.first())));
    }
}

package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.NoiseRecipe;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Trial;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.WholeTraining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Every model in every fold of the problems, and on every split of the runs into halves.
 *
 * @param recipes of the models
 * @param seeds the first of them is that of the models
 * @param folds maximum number of folds
 * @param data the problems
 * @param tasks to compare halves on
 */
record NoiseRuns(Recipes recipes, SeedRange seeds, int folds, FmriData data, List<NoiseHalves.Task> tasks)
        implements Study {
    static final Measure NOISE_LEVEL = new Measure("noiseLevel", "Noise level", "", 2, "");
    static final Measure RELIABILITY = new Measure(
            NoiseHalves.RELIABILITY, "Rank correlation of features between halves of the runs", "", 3, "higher");

    static final List<Measure> MEASURES = List.of(
            Measure.ACCURACY,
            NOISE_LEVEL,
            FmriTable.onTask(NoiseFold.FEW),
            FmriTable.onTask(NoiseFold.MANY),
            FmriTable.EVEN,
            MapRecord.ROC_AUC,
            MapRecord.AVERAGE_PRECISION,
            RELIABILITY);

    private static final int GROUP = 3;
    private static final int MEMBERS = 6;
    /** From this number of training series on, larger batches. */
    private static final int MANY = 200;

    /**
     * How models are made.
     *
     * @param noise of few series
     * @param noiseOfMany of many
     * @param usual of the model with attention that is trained as usual
     */
    record Recipes(NoiseRecipe noise, NoiseRecipe noiseOfMany, Trial.Recipe usual) {
        NoiseRecipe noise(SeriesSet training) {
            return training.count() < MANY ? noise : noiseOfMany;
        }
    }

    /**
     * What is explained.
     *
     * @param key its name in files
     * @param title its name for readers
     * @param maps of series
     * @param slopes maps whose signs do not depend on the series, which can be compared between halves
     */
    record Model(String key, String title, List<String> maps, List<String> slopes) {
        /** As in the paper's experiment. */
        static final Model USUAL = new Model(
                "attention",
                "attention, trained as usual",
                List.of("gradient", "integrated-gradients"),
                List.of("gradient"));

        /** Under noise at the edge of what can be learnt. */
        static final Model NOISE = new Model(
                "noise-attention",
                "attention, trained under noise",
                List.of("noise-gradient", "evidence part=positive", "two-way", "gradient"),
                List.of("noise-gradient", "gradient"));

        /** First weights of the same. */
        static final Model UNTRAINED = new Model(
                "untrained",
                "untrained weights",
                List.of("noise-gradient", "evidence part=positive", "two-way"),
                List.of("noise-gradient"));

        /** None: maps of the series alone. */
        static final Model NONE = new Model(
                "no-model",
                "no model",
                List.of("mean-difference", "linear-discriminant", "t-map", "input-magnitude"),
                List.of("mean-difference map=weights", "linear-discriminant map=weights"));

        static final List<Model> ALL = List.of(USUAL, NOISE, UNTRAINED, NONE);

        boolean isModel() {
            return !equals(NONE);
        }
    }

    /** {@return a model; of {@link Model#NONE} one that is not looked at; to be closed by the caller} */
    TrainedModel model(Model kind, TrainTestSplit data, long seed, Progress progress) {
        SeriesSet training = data.training();
        if (kind.equals(Model.USUAL)) {
            return Trial.run(recipes.usual(), data, seed, progress).model();
        }
        NoiseRecipe recipe = recipes.noise(training);
        TrainTestSplit parts = NoiseRecipe.parts(training, seed);
        TrainedModel model = Trial.initialized(recipe.spec(training, true, true, MEMBERS), training, seed);
        if (kind.equals(Model.NOISE)) {
            WholeTraining.of(model, recipe.options(seed), parts.training(), parts.test(), progress);
        } else {
            model.setNoiseLevel(NoiseRecipe.LEVEL_OF_UNTRAINED);
        }
        return model;
    }

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("filesSha256", data.sha256());
        settings.set("windows", FmriData.windows());
        settings.set("simulation", FmriData.signal());
        var problems = settings.putArray("problems");
        data.problems()
                .forEach(problem -> problems.addObject()
                        .put("key", problem.key())
                        .put("series", problem.series().count())
                        .put("folds", problem.folds(folds).size()));
        var halves = settings.putArray("halves");
        tasks.forEach(task -> halves.addObject()
                .put("key", task.key())
                .put("series", task.series().count())
                .put("filesSha256", task.sha256())
                .put("splits", task.splits()));
        settings.put("members", MEMBERS);
        settings.put("manySeries", MANY);
        recipes.noise().putInto(settings.putObject("underNoise"));
        recipes.noiseOfMany().putInto(settings.putObject("underNoiseOfMany"));
        ObjectNode usual = settings.putObject("usual");
        recipes.usual().size().putInto(usual);
        recipes.usual().schedule().putInto(usual);
        for (Model model : Model.ALL) {
            ObjectNode node = settings.withObject("/models").putObject(model.key());
            model.maps().forEach(node.putArray("maps")::add);
            model.slopes().forEach(node.putArray("slopes")::add);
        }
        seeds.putInto(settings);
        return settings;
    }

    @Override
    public List<FileStamp> files() {
        List<FileStamp> files = new ArrayList<>(data.files());
        tasks.forEach(task -> files.addAll(task.files()));
        return files;
    }

    @Override
    public List<Piece> units() {
        List<Piece> units = new ArrayList<>();
        for (Problem problem : data.problems()) {
            for (Split fold : problem.folds(folds)) {
                String name = problem.foldName(fold);
                units.add(new Piece(
                        key(problem.key(), name),
                        progress -> NoiseFold.of(this, problem, fold, FmriRecord.seed(seeds.first(), name), progress)));
            }
        }
        for (NoiseHalves.Task task : tasks) {
            for (int split = 1; split <= task.splits(); split++) {
                int index = split;
                units.add(new Piece(
                        key(task.key(), Integer.toString(split)),
                        progress -> NoiseHalves.of(this, task, index, progress)));
            }
        }
        return units;
    }

    private static String key(String data, String part) {
        return data + "." + part;
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Problem problem : data.problems()) {
            problem.folds(folds)
                    .forEach(fold -> add(rows, records, problem.key(), problem.foldName(fold), Model::maps));
        }
        for (NoiseHalves.Task task : tasks) {
            for (int split = 1; split <= task.splits(); split++) {
                add(rows, records, task.key(), Integer.toString(split), Model::slopes);
            }
        }
        ResultTable results = new ResultTable(List.of("data", "model", "map", "part"), MEASURES, rows);
        Summary summary = Summary.of(results, Published.none(), GROUP).known();
        return new Findings(results, summary, new NoisePage(this, summary).filled(about()));
    }

    private static void add(
            List<ResultTable.Row> rows,
            Map<String, JsonNode> records,
            String data,
            String part,
            Function<Model, List<String>> maps) {
        JsonNode record = Objects.requireNonNull(records.get(key(data, part)));
        for (Model model : Model.ALL) {
            for (String map : maps.apply(model)) {
                rows.add(new ResultTable.Row(
                        List.of(data, model.key(), map, part),
                        RunNumbers.values(record.path(model.key()).path(map), MEASURES)));
            }
        }
    }

    private String about() {
        return MEMBERS + " networks " + recipes.noise().describe() + ", of " + MANY + " series or more "
                + recipes.noiseOfMany().describe() + "; as usual: "
                + recipes.usual().schedule().describe() + ", "
                + recipes.usual().size().describe() + "; seed " + seeds.first();
    }
}

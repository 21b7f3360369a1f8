package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.metric.MapMeasure;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.Output;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ModelCard;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.page.DemoPage;
import io.unfade.workflow.page.ModelCards;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ModelRun;
import io.unfade.workflow.result.Scores;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One run of the demonstration. */
final class DemoRun {
    private static final String DATA = "earlier-box";
    private static final String TRAINING_FILE = "train.npz";
    private static final String TEST_FILE = "test.npz";
    private static final String REPORT = "report.html";
    private static final String RESULTS = "results.json";
    private static final int TRAINING = 1000;
    private static final int TEST = 300;
    private static final int HIDDEN = 5;
    private static final int BATCH = 100;

    private final Demo demo;
    private final Path out;
    private final Progress progress;

    /** The training and test series as written. */
    private List<FileStamp> written = List.of();

    /** The two models to compare. */
    private enum Kind {
        PLAIN("LSTM", "lstm"),
        ATTENTIVE("LSTM + input-cell attention", "input-cell-attention");

        private final String title;
        private final String file;

        Kind(String title, String file) {
            this.title = title;
            this.file = file;
        }

        ModelSpec.@Nullable Attention attention() {
            return this == PLAIN ? null : new ModelSpec.Attention(20, 50, HopPooling.MEAN);
        }
    }

    DemoRun(Demo demo, Progress progress) {
        this.demo = demo;
        out = demo.out();
        this.progress = progress;
    }

    /** {@return the result} */
    Result<List<ModelRun>> run() throws IOException {
        try (Outputs outputs = new Outputs(progress)) {
            outputs.folder(out, "out", TRAINING_FILE, TEST_FILE, REPORT, RESULTS);
            return compared();
        }
    }

    private Result<List<ModelRun>> compared() throws IOException {
        List<ModelRun> plain = new ArrayList<>();
        List<ModelRun> attentive = new ArrayList<>();
        List<ModelCard> cards = new ArrayList<>();
        SeriesSet shown = null;
        for (long seed = demo.seed(); seed < demo.seed() + demo.seeds(); seed++) {
            TrainTestSplit data = BoxData.named(DATA).generate(TRAINING, TEST, seed);
            boolean first = seed == demo.seed();
            if (first) {
                SeriesFiles.write(data.training(), out.resolve(TRAINING_FILE));
                SeriesFiles.write(data.test(), out.resolve(TEST_FILE));
                written = FileStamp.ofEach(List.of(out.resolve(TRAINING_FILE), out.resolve(TEST_FILE)));
                for (FileStamp file : written) {
                    file.sha256(); // before anything else can change it
                }
                shown = Standardizer.fit(Standardization.PER_CELL, data.training())
                        .apply(data.test());
            }
            plain.add(run(Kind.PLAIN, data, seed, first, cards));
            attentive.add(run(Kind.ATTENTIVE, data, seed, first, cards));
        }
        Path report = out.resolve(REPORT);
        ObjectNode json = json(plain, attentive, report);
        json.set("request", demo.toJson());
        AtomicFile.write(out.resolve(RESULTS), stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
        DemoPage page = new DemoPage(plain, attentive, Objects.requireNonNull(shown), cards);
        Writings writings = new Writings(); // if the page fails, the numbers are still printed
        writings.write("", () -> HtmlReport.write(page.page(), report));
        List<ModelRun> all = Stream.concat(plain.stream(), attentive.stream()).toList();
        return Result.of(demo, all, json, text(plain, attentive, report)).butFailed(writings.failure());
    }

    private ModelRun run(Kind kind, TrainTestSplit data, long seed, boolean keep, List<ModelCard> cards)
            throws IOException {
        ModelSpec spec = new ModelSpec(
                Cell.LSTM,
                1,
                false,
                HIDDEN,
                kind.attention(),
                ModelSpec.Readout.of(ReadoutKind.LAST),
                data.training().features(),
                2,
                0.1);
        ModelDescription description = new ModelDescription(
                spec, Standardization.PER_CELL, data.training().classNames(), null);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_CELL, data.training());
        try (TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.SINGLE, seed)) {
            TrainingResult result = train(kind, model, data.training(), seed);
            double[][] probabilities = model.probabilities(data.test(), BATCH);
            Evaluation evaluation = Evaluation.of(probabilities, data.test());
            SaliencyMaps maps = Explainer.explain(
                    model,
                    data.test(),
                    new Gradient(),
                    new Explainer.Request(new Target.Label(), Output.PROBABILITY, BATCH, 0),
                    progress);
            if (keep) {
                ObjectNode provenance = Provenance.ofRead(seed, RequestJson.commandLine(demo), written.subList(0, 1));
                provenance.set("training", result.toJson(options(seed), TRAINING, 0));
                model.setProvenance(provenance);
                ModelFolder.save(model, out.resolve(kind.file));
                Map<String, String> origin = Map.of(
                        "target", "label",
                        "seed", Long.toString(seed),
                        "modelSha256", ModelFolder.hash(out.resolve(kind.file)),
                        "dataSha256", written.get(1).sha256());
                SaliencyFile.write(maps.withDetails(origin), out.resolve(kind.file + "-saliency.npz"));
                cards.add(ModelCards.of(kind.title, model, evaluation.scores().accuracy()));
            }
            return new ModelRun(
                    kind.title,
                    seed,
                    result.history().size(),
                    evaluation,
                    maps,
                    Scores.of(maps, data.test(), seed),
                    Diagnosis.fading(maps));
        }
    }

    private TrainingResult train(Kind kind, TrainedModel model, SeriesSet training, long seed) throws IOException {
        TrainingOptions options = options(seed);
        Progress shown = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                progress.check();
                progress.update("Seed " + seed + ", " + kind.title, done, detail);
            }
        };
        TrainingResult result = new Trainer(options, shown).train(model, training, null, null, false);
        progress.step("Seed " + seed + ", " + kind.title + ": ended in epoch "
                + result.history().size() + ", " + result.stop().reason());
        return result;
    }

    private TrainingOptions options(long seed) {
        return TrainingOptions.defaults()
                .withEpochs(demo.epochs())
                .with(new TrainingOptions.Descent(TrainingOptions.Optimizer.ADAM, 1e-3, 0, 0))
                .with(TrainingOptions.Regime.AUTHORS)
                .withSeed(seed);
    }

    private ObjectNode json(List<ModelRun> plain, List<ModelRun> attentive, Path report) {
        ObjectNode json = RequestJson.newObject();
        json.put("data", DATA);
        json.put("report", report.toString());
        var runs = json.putArray("runs");
        plain.forEach(run -> runs.add(run.json()));
        attentive.forEach(run -> runs.add(run.json()));
        ObjectNode means = json.putObject("means");
        means.set(Kind.PLAIN.title, ModelRun.means(plain));
        means.set(Kind.ATTENTIVE.title, ModelRun.means(attentive));
        return json;
    }

    private String text(List<ModelRun> plain, List<ModelRun> attentive, Path report) {
        Text.Table table = new Text.Table(
                "Model",
                "Seed",
                "Epochs",
                "Accuracy",
                "Last 10 %",
                "Weighted Jaccard",
                "Euclidean",
                "ROC AUC",
                "Verdict");
        for (List<ModelRun> runs : List.of(plain, attentive)) {
            for (ModelRun run : runs) {
                table.row(
                        run.name(),
                        Long.toString(run.seed()),
                        Integer.toString(run.epochs()),
                        Text.percent(run.accuracy()),
                        Text.percent(run.shareInLast()),
                        Text.number(run.scores().mean(MapMeasure.WEIGHTED_JACCARD)),
                        Text.number(run.scores().mean(MapMeasure.EUCLIDEAN)),
                        Text.number(run.scores().mean(MapMeasure.ROC_AUC)),
                        run.fading().verdict().label());
            }
        }
        return table
                + "\nAccuracy: share of test series classified correctly; last 10 %: share of saliency in the last 10 of 100 steps; "
                + "what decides the class lies in the first 30.\nReport: " + report + "\n";
    }
}

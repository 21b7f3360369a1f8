package io.unfade.cli;

import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.Explainer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.model.Output;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileStamp;
import io.unfade.check.Require;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Json;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.Writings;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.Trial;
import io.unfade.model.ModelFolder;
import io.unfade.model.Provenance;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ModelCard;
import io.unfade.train.TrainingListener;
import io.unfade.train.TrainingOptions;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.page.DemoPage;
import io.unfade.workflow.page.ModelCards;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ModelRun;
import io.unfade.workflow.result.Scores;
import io.unfade.workflow.result.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code unfade demo}: the main job on generated data, in about a minute. */
@Command(
        name = "demo",
        description =
                "Shows what unfade is for, in about a minute: trains an LSTM and an LSTM with input-cell attention on "
                        + "generated series whose class is decided early, and writes a report with their saliency side by side. "
                        + "Training is the authors' regime; --seed is the first of the seeds.")
final class DemoCommand extends AbstractCommand {
    private static final String DATA = "earlier-box";
    private static final String TRAINING_FILE = "train.npz";
    private static final String TEST_FILE = "test.npz";
    private static final String REPORT = "report.html";
    private static final String RESULTS = "results.json";
    private static final int TRAINING = 1000;
    private static final int TEST = 300;
    private static final ModelKind PLAIN = ModelKind.plain("lstm", "LSTM", Cell.LSTM);
    private static final ModelKind ATTENTIVE =
            ModelKind.attentive("input-cell-attention", "LSTM + input-cell attention", Cell.LSTM, HopPooling.MEAN);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "unfade-demo",
            description = "Folder to write to; made if missing.")
    private Path out;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "How many seeds.")
    private int seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs at most; a model whose training series are all right stops earlier.")
    private int epochs;

    /** The training and the test series as they were written. */
    private List<FileStamp> written = List.of();

    @Override
    protected Result execute() throws IOException {
        Require.atLeastOne("--seeds", seeds);
        Require.atLeastOne("--epochs", epochs);
        claimFolder(out, "--out", TRAINING_FILE, TEST_FILE, REPORT, RESULTS);
        List<ModelRun> plain = new ArrayList<>();
        List<ModelRun> attentive = new ArrayList<>();
        List<ModelCard> cards = new ArrayList<>();
        SeriesSet shown = null;
        for (long seed = seed(); seed < seed() + seeds; seed++) {
            TrainTestSplit data = BoxData.named(DATA).generate(TRAINING, TEST, seed);
            boolean first = seed == seed();
            if (first) {
                SeriesFiles.write(data.training(), out.resolve(TRAINING_FILE));
                SeriesFiles.write(data.test(), out.resolve(TEST_FILE));
                written = FileStamp.ofEach(List.of(out.resolve(TRAINING_FILE), out.resolve(TEST_FILE)));
                for (FileStamp file : written) {
                    file.sha256(); // while it is what was written
                }
                shown = Standardizer.fit(Standardization.PER_CELL, data.training())
                        .apply(data.test());
            }
            plain.add(run(PLAIN, data, seed, first, cards));
            attentive.add(run(ATTENTIVE, data, seed, first, cards));
        }
        Path report = out.resolve(REPORT);
        ObjectNode json = json(plain, attentive, report);
        AtomicFile.write(out.resolve(RESULTS), stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
        DemoPage page = new DemoPage(plain, attentive, Objects.requireNonNull(shown), cards);
        Writings writings = new Writings(); // if the page fails, the numbers are there, and are printed
        writings.write("", () -> HtmlReport.write(page.page(), report));
        return Result.of(json, text(plain, attentive, report)).butFailed(writings.failure());
    }

    private ModelRun run(ModelKind kind, TrainTestSplit data, long seed, boolean keep, List<ModelCard> cards)
            throws IOException {
        Trial.Recipe recipe = new Trial.Recipe(
                kind, ModelKind.Size.AUTHORS, Regime.AUTHORS, new Regime.Schedule(epochs, 50, 1e-3, 1));
        try (Trial trial = train(recipe, data, seed)) {
            Evaluation evaluation = Evaluation.of(trial.probabilities(), data.test());
            SaliencyMaps maps = trial.maps();
            if (keep) {
                keep(trial, recipe.options(seed), maps);
                cards.add(ModelCards.of(
                        kind.title(), trial.model(), evaluation.scores().accuracy()));
            }
            return new ModelRun(
                    kind.title(),
                    seed,
                    trial.result().history().size(),
                    evaluation,
                    maps,
                    Scores.of(maps, data.test(), seed),
                    Diagnosis.fading(maps));
        }
    }

    private Trial train(Trial.Recipe recipe, TrainTestSplit data, long seed) {
        String label = "Seed " + seed + ", " + recipe.kind().title();
        Progress progress = new Progress(messages(), Progress.onTerminal());
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onBatch(int epoch, int batch, int batches, double loss, double accuracy) {
                double done = (epoch - 1 + (double) batch / batches) / epochs;
                progress.update(label, done, String.format(Locale.ROOT, "loss %.4f  accuracy %.3f", loss, accuracy));
            }
        };
        try {
            Trial trial = Trial.runUnvalidated(recipe, Standardization.PER_CELL, data, seed, listener);
            progress.line(label + ": ended in epoch " + trial.result().history().size() + ", "
                    + trial.result().stop().reason());
            return trial;
        } finally {
            progress.close();
        }
    }

    /** Writes the model and its maps. */
    private void keep(Trial trial, TrainingOptions options, SaliencyMaps maps) throws IOException {
        Path folder = out.resolve(trial.kind().key());
        ObjectNode provenance = Provenance.ofRead(options.seed(), commandText(), written.subList(0, 1));
        provenance.set("training", trial.result().toJson(options, TRAINING, 0));
        trial.model().setProvenance(provenance);
        ModelFolder.save(trial.model(), folder);
        Map<String, String> origin = Map.of(
                "target", "label",
                "seed", Long.toString(options.seed()),
                "modelSha256", ModelFolder.hash(folder),
                "dataSha256", written.get(1).sha256());
        SaliencyFile.write(maps.withDetails(origin), out.resolve(trial.kind().key() + "-saliency.npz"));
    }

    private ObjectNode json(List<ModelRun> plain, List<ModelRun> attentive, Path report) {
        ObjectNode json = newObject();
        json.put("data", DATA);
        json.put("report", report.toString());
        var runs = json.putArray("runs");
        plain.forEach(run -> runs.add(run.json()));
        attentive.forEach(run -> runs.add(run.json()));
        ObjectNode means = json.putObject("means");
        means.set(PLAIN.title(), ModelRun.means(plain));
        means.set(ATTENTIVE.title(), ModelRun.means(attentive));
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
                        Text.number(run.scores().mean(Scores.Measure.WEIGHTED_JACCARD)),
                        Text.number(run.scores().mean(Scores.Measure.EUCLIDEAN)),
                        Text.number(run.scores().mean(Scores.Measure.ROC_AUC)),
                        run.fading().verdict().label());
            }
        }
        return table
                + "\nAccuracy: share of right test series; last 10 %: share of saliency in the last 10 of 100 steps; "
                + "what decides the class lies in the first 30.\nReport: " + report + "\n";
    }
}

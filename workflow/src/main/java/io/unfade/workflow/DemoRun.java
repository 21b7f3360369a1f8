package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.control.LinearMap;
import io.unfade.attribution.control.MeanDifference;
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
import io.unfade.model.Model;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.Output;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ModelCard;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.page.DemoPage;
import io.unfade.workflow.page.ModelCards;
import io.unfade.workflow.result.DemoFindings;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ModelRun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One run of the demonstration. */
final class DemoRun {
    private static final String DATA = "earlier-box";
    private static final String TRAINING_FILE = "train.npz";
    private static final String TEST_FILE = "test.npz";
    private static final String REPORT = "report.html";
    private static final String RESULTS = "results.json";
    private static final String CONTROL = "No model (control)";
    private static final int TRAINING = 1000;
    private static final int TEST = 300;
    private static final int BATCH = 100;

    private final Demo demo;
    private final Path out;
    private final Progress progress;
    private final List<ModelRun> runs = new ArrayList<>();
    private final List<ModelCard> cards = new ArrayList<>();

    private int trained;

    /** The training and test series as written. */
    private List<FileStamp> written = List.of();

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
        SeriesSet shown = null;
        for (long seed = demo.seed(); seed < demo.seed() + demo.seeds(); seed++) {
            TrainTestSplit data = BoxData.named(DATA).generate(TRAINING, TEST, seed);
            boolean first = seed == demo.seed();
            if (first) {
                write(data);
                shown = Standardizer.fit(Standardization.PER_CELL, data.training())
                        .apply(data.test());
            }
            for (DemoModel kind : DemoModel.values()) {
                run(kind, data, seed, first);
            }
        }
        Path report = out.resolve(REPORT);
        DemoFindings findings = DemoFindings.of(runs);
        ObjectNode json = json(findings, report);
        json.set("request", demo.toJson());
        AtomicFile.write(out.resolve(RESULTS), stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
        DemoPage page = new DemoPage(findings, Objects.requireNonNull(shown), cards);
        Writings writings = new Writings(); // if the page fails, the numbers are still printed
        writings.write("", () -> HtmlReport.write(page.page(), report));
        String text = findings.text() + "Report: " + report + "\n";
        return Result.of(demo, runs, json, text).butFailed(writings.failure());
    }

    private void write(TrainTestSplit data) throws IOException {
        SeriesFiles.write(data.training(), out.resolve(TRAINING_FILE));
        SeriesFiles.write(data.test(), out.resolve(TEST_FILE));
        written = FileStamp.ofEach(List.of(out.resolve(TRAINING_FILE), out.resolve(TEST_FILE)));
        for (FileStamp file : written) {
            file.sha256(); // before anything else can change it
        }
    }

    /** Trains, tests and explains a model; after the last one, also takes the maps that need none. */
    private void run(DemoModel kind, TrainTestSplit data, long seed, boolean keep) throws IOException {
        ModelDescription description = kind.description(data.training());
        Standardizer standardizer = Standardizer.fit(description.standardization(), data.training());
        try (TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.SINGLE, seed)) {
            TrainingOptions options = kind.options(data.training(), demo.epochs(), seed);
            TrainingResult result = train(kind, model, data.training(), options);
            Evaluation evaluation = Evaluation.of(model.probabilities(data.test(), BATCH), data.test());
            SaliencyMaps maps = explained(model, kind.method(), data, seed);
            if (keep) {
                ObjectNode provenance = Provenance.ofRead(seed, RequestJson.commandLine(demo), written.subList(0, 1));
                provenance.set("training", result.toJson(options, TRAINING, 0));
                model.setProvenance(provenance);
                keep(kind, model, maps, seed);
                cards.add(ModelCards.of(kind.title(), model, evaluation.scores().accuracy()));
            }
            int epochs = result.history().size();
            runs.add(ModelRun.of(kind.title(), seed, epochs, evaluation, maps, data.test()));
            if (kind == DemoModel.LOCALISING) {
                Attribution control = new MeanDifference(LinearMap.CONTRIBUTIONS);
                runs.add(ModelRun.ofControl(CONTROL, seed, explained(model, control, data, seed), data.test()));
            }
        }
    }

    private SaliencyMaps explained(Model model, Attribution method, TrainTestSplit data, long seed) {
        Explainer.Request request = new Explainer.Request(
                new Target.Label(),
                new Contrast.None(),
                Output.PROBABILITY,
                BATCH,
                seed,
                method.needsBackground() ? data.training() : null);
        return Explainer.explain(model, data.test(), method, request, progress.quiet());
    }

    private void keep(DemoModel kind, TrainedModel model, SaliencyMaps maps, long seed) throws IOException {
        Path folder = out.resolve(kind.folder());
        ModelFolder.save(model, folder);
        Map<String, String> origin = Map.of(
                "target",
                "label",
                "seed",
                Long.toString(seed),
                "modelSha256",
                ModelFolder.hash(folder),
                SaliencyMaps.DATA_SHA256,
                written.get(1).sha256(),
                SaliencyMaps.CLASS_NAMES,
                String.join("\n", model.signature().allClassNames()));
        SaliencyFile.write(maps.withDetails(origin), out.resolve(kind.folder() + "-saliency.npz"));
    }

    private TrainingResult train(DemoModel kind, TrainedModel model, SeriesSet training, TrainingOptions options)
            throws IOException {
        String task = "Seed " + options.seed() + ", " + kind.title();
        int before = trained++;
        int all = demo.seeds() * DemoModel.values().length;
        Progress shown = new Progress() {
            private final Progress part = progress.part(task, before, all);

            @Override
            public void update(String any, double done, String detail) {
                progress.check();
                part.update(any, done, detail);
            }
        };
        TrainingResult result = new Trainer(options, shown).train(model, training, null, null, false);
        progress.step(task + ": ended in epoch " + result.history().size() + ", "
                + result.stop().reason());
        return result;
    }

    private static ObjectNode json(DemoFindings findings, Path report) {
        ObjectNode json = RequestJson.newObject();
        json.put("data", DATA);
        json.put("report", report.toString());
        json.setAll(findings.json());
        return json;
    }
}

package io.unfade.examples;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.SalientCell;
import io.unfade.data.io.SeriesFiles;
import io.unfade.metric.MapMeasure;
import io.unfade.model.Model;
import io.unfade.model.ModelFolder;
import io.unfade.model.Models;
import io.unfade.model.Predictions;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingResult;
import io.unfade.validation.CrossValidationResult;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Diagnose;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Score;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GenerateTaskFmri;
import io.unfade.workflow.result.Scores;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one does with series in files, each in a few lines; in this order, as later ones need what earlier ones write. */
public final class UseCases {
    private final Path folder;
    private final Path data;
    private final Path test;
    private final Path model;
    private final Path maps;
    private final PrintStream out;

    /**
     * Prepares what the use cases share.
     *
     * @param folder that all files are in
     * @param out where results are printed
     */
    public UseCases(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
        data = folder.resolve("train.npz");
        test = folder.resolve("test.npz");
        model = folder.resolve("model");
        maps = folder.resolve("saliency.npz");
    }

    /** Makes series whose class is decided by a box of cells in their first steps, with the cells that matter. */
    public void generate() throws IOException {
        // example: generate
        new Generate("earlier-box", folder).with("samples", 150).run();
        // end of the example
    }

    /** Trains a classifier; what is not set is chosen by the series. */
    public void train() throws IOException {
        // example: train
        Result<TrainingResult> training = new Train(data, model)
                .with("optimization.epochs", 25)
                .with("architecture.input.stemAlignment", "causal") // so that the model can also stream
                .run();
        out.println(training.text());
        // end of the example
    }

    /** Tests an architecture on series that its models have not seen. */
    public void crossValidate() throws IOException {
        // example: cross-validate
        Result<Optional<CrossValidationResult>> folds = new CrossValidate(data)
                .with("folding.folds", 3)
                .with("optimization.epochs", 15)
                .run();
        CrossValidationResult validated = folds.value().orElseThrow(); // empty only if it was cancelled
        out.printf("accuracy %.2f", validated.accuracy().mean()); // also low() and high(), of a 95 % interval
        // end of the example
    }

    /** Predicts classes. */
    public void predict() throws IOException {
        // example: predict
        try (Model opened = Models.open(model)) { // or a TorchScript or ONNX file
            Predictions predictions = Predictions.of(opened, SeriesFiles.read(test), 64);
            out.printf(
                    "%s: %.3f%n",
                    predictions.predictedName(0), predictions.probabilities()[0][predictions.predicted(0)]);
        }
        // end of the example
    }

    /** Explains predictions, as maps and as a page. */
    public void explain() throws IOException {
        // example: explain
        Result<SaliencyMaps> explained = new Explain(model, test, maps)
                .with("explanation.method", "integrated-gradients")
                .with("explanation.set", Map.of("steps", "20"))
                .with("report", folder.resolve("report.html").toString())
                .run();
        out.println(SalientCell.largest(explained.value(), 0, 1)); // of the first series
        // end of the example
    }

    /** Measures how well maps find the cells that are known to matter. */
    public void score() throws IOException {
        // example: score
        Scores scores = new Score(maps, test).run().value();
        for (MapMeasure measure : List.of(MapMeasure.ROC_AUC, MapMeasure.WEIGHTED_JACCARD)) {
            out.printf("%s %.3f%n", measure.title(), scores.mean(measure)); // interval(measure) has its interval
        }
        // end of the example
    }

    /** Finds out whether saliency fades. */
    public void diagnose() throws IOException {
        // example: diagnose
        Diagnosis diagnosis = new Diagnose(model, test).run().value();
        out.printf(
                "%.1f %% of the saliency is in the last 10 %% of the steps%n",
                100 * diagnosis.fading().shareInLast(0.1));
        // end of the example
    }

    /** Follows a series without an end, one step at a time. */
    public void stream() throws IOException {
        double[][] steps = new double[50][100];
        // example: stream
        SeriesStream stream;
        try (TrainedModel opened = ModelFolder.load(model)) {
            stream = opened.stream(); // copies the weights; needs the model no more
        }
        double[] probabilities = new double[stream.classes()];
        for (double[] step : steps) { // the features at one time, as they were measured
            stream.step(step, probabilities); // given all steps so far
        }
        byte[] state = stream.snapshot(); // stream.restore(state) goes on from here, also elsewhere
        stream.reset(); // the next step begins another series
        // end of the example
        out.println(probabilities.length + " probabilities; the state has " + state.length + " bytes");
    }

    /** From brain images, here simulated ones, to a page with brain maps. */
    public void fmri() throws IOException {
        Path blocks = folder.resolve("fmri").resolve("train.npz");
        new GenerateTaskFmri(folder.resolve("fmri")).with("subjects", 3).run();
        // example: fmri
        Path blockMaps = folder.resolve("blocks-saliency.npz");
        new CrossValidate(blocks) // each subject is a fold
                .with("saliency", blockMaps.toString())
                .with("optimization.epochs", 5)
                .run();
        out.println(new FmriReport(blockMaps, blocks, folder.resolve("brain.html"))
                .run()
                .text());
        // end of the example
    }
}

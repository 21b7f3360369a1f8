package io.unfade.workflow;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.workflow.audit.AuditReport;
import io.unfade.workflow.audit.AuditSeries;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Spreadable;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.option.TargetChoice;
import io.unfade.workflow.option.TimeBudget;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether the maps of a model can be trusted. The value is the report.
 *
 * @param target what to explain, and by which method
 * @param seed of trainings, samples, controls and intervals
 * @param reading how to read the series
 */
@Meaning(
        "Can the maps of this model be trusted? Asks seven questions of the model and its methods on your own series: does the "
                + "saliency fade, does it depend on what was learned, does it name what the model uses, is it stable, is it "
                + "complete, would it find a signal that is planted in such series, and does it look where the decision goes with the "
                + "data. Maps are compared with those of controls, with bootstrap intervals; each answer has a rule. Trains the model "
                + "again many times, as far as the time allows; the same again goes on with what was left out.")
public record Audit(
        @Meaning(as = Evaluate.class) Path model,

        @Meaning(value = "Series that the model has not learnt from, labelled if possible.", file = Meaning.File.READ)
        Path data,

        @Meaning(
                value =
                        "Folder for report.html, audit.json and numbers.csv, and for what was measured; made if missing.",
                label = "DIR",
                file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value = "The model's training series: to train it again, and as a background.",
                usual = "two thirds of the series; the others are audited",
                file = Meaning.File.READ)
        @Nullable
        Path reference,

        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,
        TargetChoice target,

        @Meaning(
                value =
                        "Another method to audit too, with its options, such as 'occlusion window=5'; can be given several times.",
                label = "METHOD")
        @Nullable
        List<String> also,

        @Meaning(value = "How many series are explained, evenly over the classes.", label = "N")
        int sample,

        @Meaning(
                value = "Time for all, such as 90s, 20m or 1h; what does not fit is left out and named.",
                label = "TIME")
        String budget,

        @Meaning(as = ExplanationChoice.class) int batchSize,
        long seed,
        ReadingOptions reading)
        implements Request<AuditReport>, Spreadable {
    static final String REPORT = "report.html";
    static final String JSON = "audit.json";
    static final String NUMBERS = "numbers.csv";
    private static final int SAMPLE = 100;
    private static final String BUDGET = "20m";

    /** Checks numbers. */
    public Audit {
        BadRequest.atLeast(2, sample, "sample");
        TimeBudget.seconds(budget);
        BadRequest.atLeast(1, batchSize, "batchSize");
    }

    /** The usual method, on 100 series, in 20 minutes. */
    public Audit(Path model, Path data, Path out) {
        this(
                model,
                data,
                out,
                null,
                null,
                new TargetChoice(),
                null,
                SAMPLE,
                BUDGET,
                ExplanationChoice.BATCH_SIZE,
                0,
                new ReadingOptions());
    }

    @Override
    public Optional<Request<AuditReport>> continued() {
        return Optional.of(this);
    }

    @Override
    public Result<AuditReport> execute(Progress progress) throws IOException {
        long start = System.nanoTime();
        double seconds = TimeBudget.seconds(budget);
        SeriesReader reader = reading.reader(progress);
        try (Outputs outputs = new Outputs(progress)) {
            Path[] inputs = Stream.concat(
                            reader.sources(data).stream(),
                            reference == null ? Stream.of() : reader.sourcesOfWhole(reference).stream())
                    .toArray(Path[]::new);
            checkOwn();
            outputs.folder(out, "out", JSON, NUMBERS);
            outputs.page(out.resolve(REPORT), "out", inputs);
            try (Model opened = Models.open(model, modelLayout)) {
                AuditRun run = new AuditRun(this, opened, read(opened, reader));
                return run.run(start, seconds, progress);
            }
        }
    }

    @Override
    public List<String> left() throws IOException {
        try (Model opened = Models.open(model, modelLayout)) {
            return new AuditRun(this, opened, read(opened, reading.reader(Progress.NONE))).left();
        }
    }

    @Override
    public void compute(String part, Progress progress) throws IOException {
        try (Model opened = Models.open(model, modelLayout)) {
            new AuditRun(this, opened, read(opened, reading.reader(Progress.NONE))).compute(part, progress);
        }
    }

    /** Fails if files of these names are in the folder that no audit wrote. */
    private void checkOwn() {
        if (Files.isDirectory(out.resolve(AuditRun.FOLDER))) {
            return;
        }
        for (String name : List.of(REPORT, JSON, NUMBERS)) {
            if (Files.exists(out.resolve(name))) {
                throw BadRequest.in("out", "%s is there, but no audit; choose another folder", out.resolve(name));
            }
        }
    }

    /** {@return the series as the model reads them} */
    AuditSeries read(Model opened, SeriesReader reader) throws IOException {
        SeriesSet set = opened.prepare(SeriesReader.fitted(opened, reader.readFor(opened, data), data))
                .ordered();
        Path file = reference;
        SeriesSet training = null;
        if (file != null) {
            SeriesSet whole = TrainingSeries.labelled(reader.readWhole(file), file);
            training = opened.prepare(SeriesReader.fittedLabelled(opened, whole, file))
                    .ordered();
        }
        try {
            return AuditSeries.of(
                    set, training, sample, opened.signature().standardizer().kind(), seed);
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("%s: %s", data, Objects.requireNonNullElse(e.getMessage(), "too few series"));
        }
    }
}

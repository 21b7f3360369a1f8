package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.IOConsumer;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.PredictionWriter;
import io.unfade.model.Predictions;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Computes the probability of every class for every series. The value is the number of predictions of each class.
 *
 * @param reading how to read the series
 */
@Meaning("Writes the predicted class and the probability of every class, a line a series. Labels "
        + "are not needed. A .npz or text file may be larger than memory.")
public record Predict(
        @Meaning(as = Evaluate.class) Path model,

        @Meaning(value = "Series to classify.", file = Meaning.File.READ)
        Path data,

        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,

        @Meaning(
                value = "File to write, CSV or JSON lines by its name; standard output, as CSV, if not given.",
                label = "P.csv|P.jsonl",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path out,

        @Meaning(as = ExplanationChoice.class) int batchSize,
        ReadingOptions reading)
        implements Request<Map<String, Long>> {
    private static final long MOST_CELLS_OF_A_PART = 1L << 24;
    private static final long BYTES_OF_A_CELL = 64; // of heap per cell held at a time

    /** Checks numbers. */
    public Predict {
        BadRequest.atLeast(1, batchSize, "batchSize");
    }

    /** All series, as text. */
    public Predict(Path model, Path data) {
        this(model, data, null, null, ExplanationChoice.BATCH_SIZE, new ReadingOptions());
    }

    @Override
    public Result<Map<String, Long>> execute(Progress progress) throws IOException {
        Path file = out;
        if (file == null) {
            StringWriter text = new StringWriter();
            Map<String, Long> counts = write(text, progress);
            return Result.of(this, counts, json(counts), text.toString());
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".jsonl")) {
            throw BadRequest.in("out", "the name must end in .csv or .jsonl, but was '%s'", file);
        }
        PredictionWriter.Format format =
                name.endsWith(".csv") ? PredictionWriter.Format.CSV : PredictionWriter.Format.JSON_LINES;
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Outputs outputs = new Outputs(progress)) {
            outputs.file(file, "out", data);
            AtomicFile.write(file, bytes -> {
                Writer text = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
                counts.putAll(write(text, format, progress));
            });
        }
        return Result.of(
                this, counts, json(counts), "Wrote the predictions for " + series(counts) + " series to " + file);
    }

    /** Writes the predictions as CSV, part by part. Returns the number of predictions of each class. */
    public Map<String, Long> write(Writer text, Progress progress) throws IOException {
        return write(text, PredictionWriter.Format.CSV, progress);
    }

    private Map<String, Long> write(Writer text, PredictionWriter.Format format, Progress progress) throws IOException {
        SeriesReader reader = reading.reader(progress);
        try (Model opened = Models.open(model, modelLayout)) {
            reader.follow(opened);
            Map<String, Long> counts = new LinkedHashMap<>();
            PredictionWriter[] writer = new PredictionWriter[1];
            IOConsumer<SeriesSet> part = set -> {
                progress.check();
                SeriesSet fitted = SeriesReader.fitted(opened, set, data);
                if (writer[0] == null) { // some models know their classes only after seeing series
                    List<String> classes = opened.signature().allClassNames();
                    classes.forEach(name -> counts.put(name, 0L));
                    opened.doubts().forEach(doubt -> progress.note(Message.text(doubt)));
                    writer[0] = new PredictionWriter(text, format, classes);
                }
                Predictions predictions = Predictions.of(opened, fitted, batchSize);
                writer[0].write(predictions);
                text.flush();
                for (int i = 0; i < predictions.count(); i++) {
                    String name = opened.signature().allClassNames().get(predictions.predicted(i));
                    counts.merge(name, 1L, Long::sum);
                }
            };
            if (opened instanceof TrainedModel trained
                    && trained.standardizer().kind() == Standardization.PER_GROUP) { // a group's series may be anywhere
                part.accept(reader.read(data));
            } else {
                long room = Runtime.getRuntime().maxMemory() / BYTES_OF_A_CELL;
                reader.readParts(data, Math.min(MOST_CELLS_OF_A_PART, room), part);
            }
            text.flush();
            return counts;
        }
    }

    private ObjectNode json(Map<String, Long> counts) {
        ObjectNode json = RequestJson.newObject();
        json.put("predictions", out == null ? null : out.toString());
        json.put("model", model.toString());
        json.put("data", data.toString());
        json.put("series", series(counts));
        ObjectNode classes = json.putObject("predicted");
        counts.forEach(classes::put);
        return json;
    }

    private static long series(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}

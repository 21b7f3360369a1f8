package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.IOConsumer;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.BatchOption;
import io.unfade.cli.option.DataOptions;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.Model;
import io.unfade.model.PredictionWriter;
import io.unfade.model.Predictions;
import io.unfade.model.Models;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code unfade predict}: the probability of every class for every series. */
@Command(
        name = "predict",
        description = "Writes the predicted class and the probability of every class, a line a series. Labels are not "
                + "needed. An .npz file may be larger than the memory.")
final class PredictCommand extends AbstractCommand {
    private static final long MOST_CELLS_OF_A_PART = 1L << 24;
    private static final long BYTES_OF_A_CELL = 64; // of the heap, for each cell that is held at a time

    @Option(names = "--model", required = true, order = 1, paramLabel = "MODEL", description = "Model folder.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to classify.")
    private Path data;

    @Option(
            names = "--out",
            order = 3,
            paramLabel = "P.csv|P.jsonl",
            description = "File to write, CSV or JSON lines by its name; standard output, as CSV, if not given.")
    private @Nullable Path out;

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        PredictionWriter.Format format = format();
        try (Model model = Models.open(folder)) {
            reading.follow(model);
            Counts counts = new Counts();
            if (out == null) {
                write(model, format, output(), counts);
                return new Result(newObject(), "", ExitCode.OK);
            }
            AtomicFile.write(out, bytes -> {
                Writer text = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
                write(model, format, text, counts);
                text.flush();
            });
            return result(counts);
        }
    }

    private PredictionWriter.Format format() throws IOException {
        if (out == null) {
            if (printsJson()) {
                throw new UsageException("--json prints the counts alone; name a file for the predictions with --out");
            }
            return PredictionWriter.Format.CSV;
        }
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".jsonl")) {
            throw new UsageException("--out: the name must end in .csv or .jsonl, but was '" + out + "'");
        }
        claimFile(out, "--out", data);
        return name.endsWith(".csv") ? PredictionWriter.Format.CSV : PredictionWriter.Format.JSON_LINES;
    }

    private void write(Model model, PredictionWriter.Format format, Writer text, Counts counts)
            throws IOException {
        PredictionWriter[] writer = new PredictionWriter[1]; // some models do not know their classes before they see series
        IOConsumer<SeriesSet> part = set -> {
            SeriesSet fitted = DataOptions.fitted(model, set, data);
            Predictions predictions = Predictions.of(model, fitted, batch.size());
            if (writer[0] == null) {
                List<String> classes = model.signature().allClassNames();
                writer[0] = new PredictionWriter(text, format, classes);
                counts.begin(classes);
            }
            writer[0].write(predictions);
            counts.add(predictions);
            if (out == null && output().checkError()) {
                throw new IOException("standard output is full or closed");
            }
        };
        if (model instanceof TrainedModel trained
                && trained.standardizer().kind() == Standardization.PER_GROUP) { // the series of a group may be anywhere
            part.accept(reading.read(data));
        } else {
            long room = Runtime.getRuntime().maxMemory() / BYTES_OF_A_CELL;
            reading.readParts(data, Math.min(MOST_CELLS_OF_A_PART, room), part);
        }
        text.flush();
    }

    private Result result(Counts counts) {
        ObjectNode json = newObject();
        json.put("predictions", String.valueOf(out));
        json.put("model", folder.toString());
        json.put("data", data.toString());
        json.put("series", Arrays.stream(counts.ofClass).sum());
        ObjectNode classes = json.putObject("predicted");
        for (int k = 0; k < counts.ofClass.length; k++) {
            classes.put(counts.names.get(k), counts.ofClass[k]);
        }
        return Result.of(
                json,
                "Wrote the predictions for " + Arrays.stream(counts.ofClass).sum() + " series to " + out);
    }

    /** How many series were predicted to be of each class. */
    private static final class Counts {
        private List<String> names = List.of();
        private long[] ofClass = {};

        void begin(List<String> classes) {
            names = classes;
            ofClass = new long[classes.size()];
        }

        void add(Predictions predictions) {
            for (int i = 0; i < predictions.count(); i++) {
                ofClass[predictions.predicted(i)]++;
            }
        }
    }
}

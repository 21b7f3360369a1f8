package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Display;
import io.unfade.cli.base.ExitCode;
import io.unfade.experiments.benchmark.Benchmark;
import io.unfade.experiments.benchmark.BenchmarkResult;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** {@code unfade benchmark}: the cost of training, explaining and streaming on this machine. */
@Command(
        name = "benchmark",
        description =
                "Measures time and memory of training, explaining and streaming on this machine: a plain LSTM and "
                        + "input-cell attention (mean, concat, mean after convolutions), which take turns in one process.")
final class BenchmarkCommand extends AbstractCommand {
    private static final String UNKNOWN = "-";

    @Option(
            names = "--rounds",
            order = 1,
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds in which each model has one turn.")
    private int rounds;

    @Option(
            names = "--samples",
            order = 2,
            paramLabel = "N",
            defaultValue = "1000",
            description = "Series of 100 steps to train on and to explain; a tenth as many of 1000 steps.")
    private int samples;

    @Option(names = "--out", order = 3, paramLabel = "FILE", description = "Also write the JSON result to a file.")
    private @Nullable Path out;

    @Override
    protected Result execute() throws IOException {
        if (out != null) {
            claimFile(out, "--out");
        }
        BenchmarkResult result = measure();
        ObjectNode json = result.json();
        Result found = new Result(json, text(result), result.interrupted() ? ExitCode.INTERRUPTED : ExitCode.OK);
        if (out != null) {
            try {
                AtomicFile.write(out, stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
            } catch (IOException e) {
                return found.butFailed(e); // reported after the result, which took long
            }
        }
        return found;
    }

    private BenchmarkResult measure() {
        Benchmark.Request request = new Benchmark.Request(rounds, samples, seed());
        try (Display display = display()) {
            return Benchmark.run(request, display);
        }
    }

    private static String text(BenchmarkResult result) {
        StringBuilder text = new StringBuilder(result.machine()).append('\n');
        for (BenchmarkResult.Table each : result.tables()) {
            Text.Table table =
                    new Text.Table("Model", "x plain", "Median", "25 %", "75 %", "99 %", "Peak memory", "Memory added");
            for (BenchmarkResult.Row row : each.rows()) {
                table.row(
                        row.model(),
                        row.ratio() == null ? UNKNOWN : ratio(row.ratio()),
                        time(row.seconds()[1]),
                        time(row.seconds()[0]),
                        time(row.seconds()[2]),
                        time(row.tailSeconds()),
                        megabytes(row.peakBytes()),
                        megabytes(row.addedBytes()));
            }
            text.append('\n').append(each.title()).append('\n').append(table);
        }
        return result.interrupted() ? text + "\nInterrupted: not everything was measured.\n" : text.toString();
    }

    private static String ratio(double... quartiles) {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", quartiles[1], quartiles[0], quartiles[2]);
    }

    private static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return UNKNOWN;
        }
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.2f us", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}

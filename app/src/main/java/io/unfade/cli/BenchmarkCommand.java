package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.benchmark.Benchmark;
import io.unfade.benchmark.BenchmarkResult;
import io.unfade.benchmark.Settings;
import io.unfade.benchmark.SuiteName;
import io.unfade.check.AtomicFile;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.GridOptions;
import io.unfade.workflow.base.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** {@code unfade benchmark}: what the library costs on this machine. */
@Command(
        name = "benchmark",
        description = "Measures what training, explaining and streaming cost on this machine: plain LSTM, input-cell "
                + "attention, and its definition, each in turn in one process. Without a name all suites run.")
final class BenchmarkCommand extends AbstractCommand {
    private static final double GIBIBYTE = 1L << 30;

    @Parameters(arity = "0..1", paramLabel = "SUITE", description = "cell, explain, train or stream.")
    private @Nullable SuiteName suite;

    @Option(
            names = "--rounds",
            order = 1,
            paramLabel = "N",
            defaultValue = "15",
            description = "Rounds in which all cases of a group run once.")
    private int rounds;

    @Option(
            names = "--seconds",
            order = 2,
            paramLabel = "S",
            defaultValue = "30",
            description = "A group that has taken longer gets no more than 3 rounds, and a case that takes longer than "
                    + "a third of this is run only once.")
    private double seconds;

    @Option(
            names = "--memory",
            order = 3,
            paramLabel = "GIB",
            description = "A case that would take more is left out; half of the free memory if not given.")
    private @Nullable Double memory;

    @Option(
            names = "--samples",
            order = 4,
            paramLabel = "N",
            defaultValue = "1000",
            description = "Series to train on and to explain (explain, train).")
    private int samples;

    @Option(names = "--out", order = 5, paramLabel = "FILE", description = "Also write the JSON result to a file.")
    private @Nullable Path out;

    @Mixin
    private GridOptions grid = new GridOptions();

    @Override
    protected Result execute() throws IOException {
        if (out != null) {
            claimFile(out, "--out");
        }
        Set<SuiteName> suites = suite == null ? EnumSet.allOf(SuiteName.class) : EnumSet.of(suite);
        checkBelongs(suites, GridOptions.NAMES, EnumSet.of(SuiteName.CELL));
        checkBelongs(suites, List.of("--samples"), EnumSet.of(SuiteName.EXPLAIN, SuiteName.TRAIN));
        BenchmarkResult result = measure(suites);
        ObjectNode json = result.json();
        Result found = new Result(json, result.text(), result.interrupted() ? ExitCode.INTERRUPTED : ExitCode.OK);
        if (out != null) {
            try {
                AtomicFile.write(out, stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
            } catch (IOException e) {
                return found.butFailed(e); // after the result is printed, which took long
            }
        }
        return found;
    }

    private void checkBelongs(Set<SuiteName> suites, List<String> options, Set<SuiteName> readers) {
        for (String option : options) {
            if (given(option) && suites.stream().noneMatch(readers::contains)) {
                throw new UsageException(option + " has no meaning for "
                        + suites.iterator().next().key() + "; it belongs to "
                        + readers.stream().map(SuiteName::key).sorted().collect(Collectors.joining(" and ")));
            }
        }
    }

    private BenchmarkResult measure(Set<SuiteName> suites) {
        long bytes = memory == null ? Benchmark.usualMemoryBytes() : (long) (memory * GIBIBYTE);
        Settings settings = new Settings(grid.grid(), rounds, seconds, bytes, samples, seed());
        Progress progress = new Progress(messages(), Progress.onTerminal());
        try {
            return Benchmark.run(suites, settings, new Display(progress, stopRequests()));
        } finally {
            progress.close();
        }
    }

    /** Shows how far the measuring is, and ends it when the user wants to. */
    private record Display(Progress line, BooleanSupplier stop) implements Benchmark.Observer {
        @Override
        public void progress(String what, double done) {
            line.update("Measuring " + what, done, "");
        }

        @Override
        public boolean stopRequested() {
            return stop.getAsBoolean();
        }
    }
}

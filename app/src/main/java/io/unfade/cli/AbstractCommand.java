package io.unfade.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.engine.EngineRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * What all commands share: the global options, and results that are a text for people or one JSON object for programs.
 * Results go to standard output; progress and messages to standard error.
 */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        sortSynopsis = false,
        showDefaultValues = true)
abstract class AbstractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", order = 90, description = "Print the result as one JSON object and nothing else.")
    private boolean json;

    @Option(
            names = "--threads",
            order = 91,
            paramLabel = "N",
            description = "Threads that one operation may use; all cores if not given.")
    private @Nullable Integer threads;

    @Option(
            names = "--seed",
            order = 92,
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of everything random.")
    private long seed;

    @Option(names = "--stacktrace", order = 93, description = "On failure, also print where in the program.")
    private boolean stacktrace;

    private @Nullable Interrupt interrupt;

    /**
     * What a command found.
     *
     * @param json for programs; holds every number of the text
     * @param text for people
     * @param exitCode of the process
     */
    record Result(ObjectNode json, String text, int exitCode) {
        static Result of(ObjectNode json, String text) {
            return new Result(json, text, Main.OK);
        }
    }

    /** Does the work. */
    abstract Result execute() throws Exception;

    @Override
    public Integer call() throws Exception {
        if (threads != null) {
            if (threads < 1) {
                throw new UsageException("--threads must be at least 1, but was " + threads);
            }
            EngineRuntime.setThreads(threads);
        }
        try (Interrupt listening = Interrupt.listen()) {
            interrupt = listening;
            Result result = execute();
            PrintWriter out = spec.commandLine().getOut();
            if (json || !result.text().isEmpty()) {
                out.println(
                        json
                                ? Json.MAPPER.writeValueAsString(result.json())
                                : result.text().stripTrailing());
            }
            out.flush();
            return result.exitCode();
        }
    }

    /** {@return what becomes true when the user wants to stop; the process then waits until the result is printed} */
    BooleanSupplier stopRequests() {
        return Objects.requireNonNull(interrupt).requests();
    }

    /** What follows is finished even if the user wants to stop: files that belong together are written. */
    void finishWhatFollows() {
        stopRequests();
    }

    long seed() {
        return seed;
    }

    boolean showsStackTrace() {
        return stacktrace;
    }

    /** {@return whether the user gave this option} */
    boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** {@return whether the result is printed as one JSON object and nothing else} */
    boolean printsJson() {
        return json;
    }

    /** {@return standard output, for a result that is written as it comes; the text of the result is then empty} */
    PrintWriter output() {
        return spec.commandLine().getOut();
    }

    /** {@return an empty JSON object} */
    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return the stream for progress and messages} */
    PrintWriter messages() {
        return spec.commandLine().getErr();
    }

    /** {@return the command as the user gave it} */
    String commandText() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return "unfade " + String.join(" ", arguments);
    }

    /**
     * Fails early if an output file could not be written, or would replace a file that is read.
     *
     * @param inputs files that the command reads
     */
    static void checkOutput(Path file, String option, Path... inputs) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": " + file + " is a folder; name a file");
        }
        checkParent(file, option);
        for (Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw new UsageException(option + ": " + file + " is the file that is read; name another one");
            }
        }
    }

    /** Fails early if nothing can be written beside a path. */
    static void checkParent(Path path, String option) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new UsageException(option + ": " + path + " cannot be written; name something in a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + ": the folder " + folder + " does not exist");
        }
        checkWritable(folder, option);
    }

    /** Makes a folder to write to. */
    static void makeFolder(Path folder, String option) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(option + ": " + folder + " is a file; name a folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "its parent cannot hold it" : e.getReason();
            throw new UsageException(option + ": the folder " + folder + " cannot be made: " + reason);
        }
        checkWritable(folder, option);
    }

    private static void checkWritable(Path folder, String option) {
        if (!Files.isWritable(folder)) {
            throw new UsageException(option + ": nothing may be written to the folder " + folder);
        }
    }

    /** Fails if a file's name does not end as its content asks for. */
    static void checkEnding(Path file, String ending, String option) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new UsageException(option + ": the name must end in " + ending + ", but was '" + file + "'");
        }
    }
}

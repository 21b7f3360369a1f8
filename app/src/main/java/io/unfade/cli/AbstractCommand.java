package io.unfade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.engine.EngineRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What all commands share: the global options, and results that are a text for people or one JSON object for programs.
 * Results go to standard output; progress and messages to standard error.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true, showDefaultValues = true)
abstract class AbstractCommand implements Callable<Integer> {
    static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        Result result = execute();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json ? JSON.writeValueAsString(result.json()) : result.text().stripTrailing());
        out.flush();
        return result.exitCode();
    }

    long seed() {
        return seed;
    }

    boolean showsStackTrace() {
        return stacktrace;
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

    /** Fails early if an output file could not be written. */
    static void checkFolderOf(Path file, String option) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(option + ": the folder " + folder + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": " + file + " is a folder; name a file");
        }
    }
}

package io.unfade.cli.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.engine.EngineRuntime;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Base of all commands: global options, and results as text for people or one JSON object for programs.
 * Results go to standard output; progress and messages to standard error.
 */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        sortSynopsis = false,
        showDefaultValues = true)
public abstract class AbstractCommand implements Callable<Integer> {
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

    @Option(names = "--seed", order = 92, paramLabel = "S", defaultValue = "0", description = Setting.SEED)
    private long seed;

    @Option(names = "--stacktrace", order = 93, description = "On failure, also print the stack trace.")
    private boolean stacktrace;

    private final Outputs outputs = new Outputs(new io.unfade.check.Progress() {
        @Override
        public void note(Message note) {
            messages().println("Note: " + PlainText.oneLine(note.inWords(AbstractCommand.this::name)));
            messages().flush();
        }
    });

    private @Nullable Interrupt interrupt;

    /**
     * The result of a command.
     *
     * @param json for programs; contains every number of the text
     * @param text for people
     * @param exitCode of the process
     * @param failure why some outputs could not be written, reported after the result; null if all were
     */
    public record Result(
            ObjectNode json,
            String text,
            int exitCode,
            @Nullable Exception failure) {
        public Result(ObjectNode json, String text, int exitCode) {
            this(json, text, exitCode, null);
        }

        /** {@return this result, with the reason why some outputs could not be written; null if all were} */
        public Result butFailed(@Nullable Exception reason) {
            return new Result(json, text, exitCode, reason);
        }

        public static Result of(ObjectNode json, String text) {
            return new Result(json, text, ExitCode.OK);
        }
    }

    /** Does the work. */
    protected abstract Result execute() throws Exception;

    @Override
    public Integer call() throws Exception {
        if (threads != null) {
            Require.atLeastOne("--threads", threads);
            EngineRuntime.setThreads(threads);
        }
        try (Interrupt listening = Interrupt.listen()) {
            interrupt = listening;
            Result result = execute();
            PrintWriter out = spec.commandLine().getOut();
            if (json ? !result.json().isEmpty() : !result.text().isEmpty()) {
                out.println(
                        json
                                ? Json.MAPPER.writeValueAsString(result.json())
                                : PlainText.visible(result.text().stripTrailing()));
            }
            out.flush();
            if (result.failure() != null) {
                throw result.failure();
            }
            return result.exitCode();
        } finally {
            outputs.close();
        }
    }

    final CommandSpec spec() {
        return spec;
    }

    /** {@return the display of this command's progress, which cancels the job when the user interrupts it} */
    protected final Display display() {
        return new Display(messages(), Objects.requireNonNull(interrupt), this::name);
    }

    protected long seed() {
        return seed;
    }

    public boolean showsStackTrace() {
        return stacktrace;
    }

    /** {@return the name of a setting for users of this command} */
    public String name(String setting) {
        return "--" + RequestJson.key(setting);
    }

    /** {@return whether the user gave this option} */
    protected boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** {@return whether to print the result as a single JSON object} */
    protected boolean printsJson() {
        return json;
    }

    /** {@return standard output, for streamed results, whose text is then empty} */
    protected PrintWriter output() {
        return spec.commandLine().getOut();
    }

    /** {@return an empty JSON object} */
    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return the stream for progress and messages} */
    protected PrintWriter messages() {
        return spec.commandLine().getErr();
    }

    /** {@return the command line as given by the user} */
    protected String commandText() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return "unfade " + String.join(" ", arguments);
    }

    /** Checks an output file, and locks it until the command ends. */
    protected void claimFile(Path file, String option, Path... inputs) throws IOException {
        outputs.file(file, component(option), inputs);
    }

    /**
     * Creates an output folder, and locks it until the command ends.
     *
     * @param files names of files that will be written in it
     */
    protected void claimFolder(Path folder, String option, String... files) throws IOException {
        outputs.folder(folder, component(option), files);
    }

    private static String component(String option) {
        return option.replaceFirst("^--", "");
    }
}

package io.unfade.cli.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.OutputLock;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.report.page.HtmlReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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

    @Option(
            names = "--seed",
            order = 92,
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of everything random.")
    private long seed;

    @Option(names = "--stacktrace", order = 93, description = "On failure, also print where in the program.")
    private boolean stacktrace;

    private final List<OutputLock> locks = new ArrayList<>();

    /** Folders that were made, the innermost of each first. */
    private final List<Path> made = new ArrayList<>();

    private @Nullable Interrupt interrupt;

    /**
     * What a command found.
     *
     * @param json for programs; holds every number of the text
     * @param text for people
     * @param exitCode of the process
     * @param failure what could not be done in the end though there is a result, which is printed first; null if nothing
     */
    public record Result(
            ObjectNode json,
            String text,
            int exitCode,
            @Nullable Exception failure) {
        public Result(ObjectNode json, String text, int exitCode) {
            this(json, text, exitCode, null);
        }

        /** {@return this result, of which not all could be written; all of it if the reason is null} */
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
                                : PlainText.visible(result.text().stripTrailing()));
            }
            out.flush();
            if (result.failure() != null) {
                throw result.failure();
            }
            return result.exitCode();
        } finally {
            leaveOutputs();
        }
    }

    /** Lets other runs have the outputs, and leaves no empty folder of a command that wrote nothing. */
    private void leaveOutputs() {
        locks.forEach(OutputLock::close);
        for (Path folder : made) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // it holds what was written
            }
        }
    }

    /** {@return what becomes true when the user wants to stop; the process then waits until the result is printed} */
    protected BooleanSupplier stopRequests() {
        return Objects.requireNonNull(interrupt).requests();
    }

    /** What follows is finished even if the user wants to stop: files that belong together are written. */
    protected void finishWhatFollows() {
        stopRequests();
    }

    protected long seed() {
        return seed;
    }

    public boolean showsStackTrace() {
        return stacktrace;
    }

    /** {@return whether the user gave this option} */
    protected boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** {@return whether the result is printed as one JSON object and nothing else} */
    protected boolean printsJson() {
        return json;
    }

    /** {@return standard output, for a result that is written as it comes; the text of the result is then empty} */
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

    /** Tells the user something that changes nothing. */
    protected void note(String text) {
        messages().println("Note: " + PlainText.oneLine(text));
        messages().flush();
    }

    /** {@return the command as the user gave it} */
    protected String commandText() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return "unfade " + String.join(" ", arguments);
    }

    /** Checks an output file as {@link #checkOutput} does, and keeps other runs from it until the command ends. */
    protected void claimFile(Path file, String option, Path... inputs) throws IOException {
        checkOutput(file, option, inputs);
        claim(() -> OutputLock.beside(file), file, option);
    }

    /** Keeps other runs from a folder that is replaced as a whole, until the command ends. */
    protected void claimWhole(Path folder, String option) throws IOException {
        checkParent(folder, option);
        claim(() -> OutputLock.beside(folder), folder, option);
    }

    /** Checks a page as {@link #claimFile} does, and the folder of its figures. */
    protected void claimPage(Path page, String option, Path... inputs) throws IOException {
        checkEnding(page, ".html", option);
        claimFile(page, option, inputs);
        Path figures = HtmlReport.figuresOf(page);
        checkName(figures, option);
        if (Files.exists(figures)) {
            if (!Files.isDirectory(figures)) {
                throw new UsageException(
                        option + ": " + figures + ", the folder of the page's figures, is a file; name another page");
            }
            checkWritable(figures, option);
        }
    }

    /**
     * Makes a folder to write to, and keeps other runs from it until the command ends.
     *
     * @param files names of files that will be written in it
     */
    public void claimFolder(Path folder, String option, String... files) throws IOException {
        for (Path path = folder.toAbsolutePath().normalize();
                path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
                path = path.getParent()) {
            made.add(path);
        }
        makeFolder(folder, option);
        claim(() -> OutputLock.inside(folder), folder, option);
        for (String file : files) {
            claimFile(folder.resolve(file), option);
        }
    }

    /** Fails if fewer than two classes of series to learn from have any; says which have none. */
    protected void checkOccurring(SeriesSet all, Path data) {
        List<String> empty = all.classesWithoutSeries();
        if (all.classCount() - empty.size() < 2) {
            throw new UsageException(data + ": training needs at least 2 classes, but there is 1");
        }
        if (!empty.isEmpty()) {
            note(data + ": " + empty.size() + " of " + all.classCount() + " classes have no series, such as '"
                    + empty.get(0) + "'; the model has them, but cannot learn them");
        }
    }

    /** Takes a lock. */
    @FunctionalInterface
    private interface Claim {
        OutputLock take() throws IOException;
    }

    private void claim(Claim claim, Path output, String option) throws IOException {
        try {
            OutputLock lock = claim.take();
            locks.add(lock);
            if (!lock.isExclusive()) {
                note("the file system of " + output + " knows no locks; let no second run write there meanwhile");
            }
        } catch (IllegalStateException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    /**
     * Fails early if an output file could not be written, or would replace a file that is read.
     *
     * @param inputs files that the command reads
     */
    protected static void checkOutput(Path file, String option, Path... inputs) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": " + file + " is a folder; name a file");
        }
        checkParent(file, option);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UsageException(option + ": " + file + " is no file that can be replaced; name another one");
        }
        for (Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw new UsageException(option + ": " + file + " is the file that is read; name another one");
            }
        }
    }

    /** Fails early if nothing can be written beside a path. */
    protected static void checkParent(Path path, String option) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new UsageException(option + ": " + path + " cannot be written; name something in a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + ": "
                    + (Files.exists(folder)
                            ? folder + " is a file, so nothing can be written in it"
                            : "the folder " + folder + " does not exist"));
        }
        checkName(path, option);
        checkWritable(folder, option);
    }

    private static void checkLink(Path path, String option) {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new UsageException(option + ": " + path + " is a link to something that does not exist");
        }
    }

    /** Fails early if a path is a link to nowhere, or its name too long for the file system. */
    private static void checkName(Path path, String option) {
        checkLink(path, option);
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // it can be made
        } catch (IOException e) {
            String reason = e instanceof FileSystemException system ? system.getReason() : null;
            throw new UsageException(
                    option + ": " + path + " cannot be written: " + (reason == null ? "permission denied" : reason));
        }
    }

    /** Makes a folder to write to. */
    protected static void makeFolder(Path folder, String option) throws IOException {
        checkLink(folder, option);
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && !Files.isDirectory(there)) {
            throw new UsageException(option + ": " + there + " is a file; name a folder");
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
    protected static void checkEnding(Path file, String ending, String option) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new UsageException(option + ": the name must end in " + ending + ", but was '" + file + "'");
        }
    }
}

package io.unfade.cli;

import io.unfade.check.NearestWord;
import io.unfade.check.PlainText;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.CommandSource;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.UseCaseCommand;
import io.unfade.cli.base.ValueConverters;
import io.unfade.cli.base.VersionProvider;
import io.unfade.data.source.TimeAxis;
import io.unfade.workflow.Audit;
import io.unfade.workflow.Compare;
import io.unfade.workflow.Convert;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Demo;
import io.unfade.workflow.Diagnose;
import io.unfade.workflow.Evaluate;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Export;
import io.unfade.workflow.Info;
import io.unfade.workflow.Score;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** The entry point: finds the command, runs it, and turns failures into one line and an exit code. */
@Command(
        name = "unfade",
        description =
                "Trains recurrent classifiers of time series and shows which feature mattered at which time step.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit code: 0 done, 2 wrong use or bad input, 130 interrupted, 1 anything else.",
            "`unfade COMMAND --help` shows a command's options; `unfade spark --help` what a cluster can do."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the program and ends the process. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // the same numbers and messages in every locale
        System.exit(run(args));
    }

    /** {@return the exit code of the program for these arguments} */
    static int run(String... args) {
        return run(commandLine(), args);
    }

    /**
     * {@return the exit code of the program for these arguments}
     *
     * @param out receives results
     * @param err receives progress and messages
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commandLine();
        line.setOut(out);
        line.setErr(err);
        return run(line, args);
    }

    private static int run(CommandLine line, String... args) {
        try {
            return printed(line, line.execute(args));
        } catch (OutOfMemoryError e) {
            line.getErr()
                    .println(
                            "unfade: not enough memory; fewer series (--series), a smaller --batch-size, or more memory "
                                    + "(UNFADE_JAVA_OPTS=-Xmx8g) may help");
            return ExitCode.FAILURE;
        }
    }

    /** {@return the exit code; that of a failure if the result could not be printed} */
    private static int printed(CommandLine line, int code) {
        boolean lost = line.getOut().checkError();
        if (!lost && !System.out.checkError()) {
            return code;
        }
        line.getErr().println("unfade: the result cannot be printed: standard output is full or closed");
        return code == ExitCode.OK ? ExitCode.FAILURE : code;
    }

    /** {@return the parser with all commands} */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        commands().forEach(line::addSubcommand);
        ServiceLoader.load(CommandSource.class).forEach(source -> line.addSubcommand(source.command()));
        line.setExpandAtFiles(false);
        line.setUsageHelpAutoWidth(true);
        ValueConverters.register(line);
        line.registerConverter(TimeAxis.class, ValueConverters.choice(TimeAxis.class)); // of reproduce
        line.setParameterExceptionHandler(Main::wrongUse);
        line.setExecutionExceptionHandler(Main::failed);
        return line;
    }

    private static Stream<Object> commands() {
        return Stream.of(
                new UseCaseCommand(Demo.class).withSettings(),
                GenerateCommand.parserOfAll(),
                new UseCaseCommand(Info.class).withSettings(),
                new UseCaseCommand(Convert.class).withSettings(),
                new UseCaseCommand(Train.class).withSettings(),
                new TuneCommand().withSettings(),
                new UseCaseCommand(Evaluate.class).withSettings(),
                new PredictCommand().withSettings(),
                new UseCaseCommand(CrossValidate.class).withSettings(),
                new MethodsCommand(),
                new UseCaseCommand(Explain.class).withSettings(),
                new UseCaseCommand(Score.class).withSettings(),
                new UseCaseCommand(Compare.class).withSettings(),
                new UseCaseCommand(Audit.class).withSettings(),
                new UseCaseCommand(Diagnose.class).withSettings(),
                new UseCaseCommand(Export.class).withSettings(),
                new RunCommand(),
                new BenchmarkCommand(),
                new ReproduceCommand(),
                new ServeCommand(),
                FmriCommand.parser());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int wrongUse(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("unfade: " + PlainText.oneLine(describe(e, args)) + " (see `"
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`)");
        return ExitCode.USAGE;
    }

    /** {@return the error message; an unknown argument comes before a missing one, because it explains more} */
    private static String describe(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), line);
        }
        if (e instanceof MissingParameterException) {
            List<String> before = parsed(args).unmatched();
            if (!before.isEmpty()) { // such as a word before the command
                return unknown(before.get(0), line.getCommandSpec().root().commandLine());
            }
            return unmatched(args).stream()
                    .filter(argument -> argument.startsWith("-"))
                    .findFirst()
                    .map(argument -> unknown(argument, line))
                    .orElse(String.valueOf(e.getMessage()));
        }
        return String.valueOf(e.getMessage());
    }

    /** {@return the unknown arguments, regardless of missing ones} */
    private static List<String> unmatched(String[] args) {
        ParseResult parsed = parsed(args);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.unmatched();
    }

    private static ParseResult parsed(String[] args) {
        CommandLine lenient = commandLine();
        collectErrors(lenient);
        return lenient.parseArgs(args);
    }

    private static void collectErrors(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(Main::collectErrors);
    }

    private static String unknown(String found, CommandLine line) {
        if (found.startsWith("-")) {
            String name = found.contains("=") ? found.substring(0, found.indexOf('=')) : found;
            return "there is no option " + name
                    + NearestWord.clause(
                            name, line.getCommandSpec().optionsMap().keySet());
        }
        if (line.getSubcommands().isEmpty()) {
            return "'" + found + "' is one argument too many";
        }
        return "there is no command '" + found + "'"
                + NearestWord.clause(found, line.getSubcommands().keySet());
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        AbstractCommand command = line.getCommand();
        err.println("unfade: " + PlainText.oneLine(Failure.inWords(e, command::name)));
        if (command.showsStackTrace()) {
            e.printStackTrace(err);
        }
        if (e instanceof CancellationException) {
            return ExitCode.INTERRUPTED;
        }
        return Failure.isUsersDoing(e) ? ExitCode.USAGE : ExitCode.FAILURE;
    }
}

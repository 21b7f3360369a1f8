package io.unfade.spark.submit;

import io.unfade.cli.base.CommandSource;
import io.unfade.cli.base.VersionProvider;
import io.unfade.spark.SparkRequests;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.function.Supplier;

/** {@code unfade spark}. */
@Command(
        name = "spark",
        description =
                "Work over tables of millions of series, and many trainings at a time, on a cluster of Apache Spark.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND")
public final class SparkCommands implements CommandSource, Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Supplier<Path> home;

    /** For the loader of services. */
    public SparkCommands() {
        this(Jars::home);
    }

    /** With the folder above the jars. */
    SparkCommands(Supplier<Path> home) {
        this.home = home;
    }

    @Override
    public CommandLine command() {
        ClusterOptions options = new ClusterOptions();
        CommandLine submit = new CommandLine(options);
        SparkRequests.kinds().forEach((name, kind) -> {
            CommandLine line = new SubmitCommand(kind, options, home).withSettings();
            line.getCommandSpec().name(name);
            submit.addSubcommand(name, line);
        });
        return new CommandLine(this).addSubcommand(submit);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}

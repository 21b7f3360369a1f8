package io.unfade.cli;

import io.unfade.cli.base.UseCaseCommand;
import io.unfade.cli.base.VersionProvider;
import io.unfade.workflow.fmri.FmriGroup;
import io.unfade.workflow.fmri.FmriMap;
import io.unfade.workflow.fmri.FmriPrepare;
import io.unfade.workflow.fmri.FmriReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.stream.Stream;

/** {@code unfade fmri}: brain images in, brain maps out. */
@Command(
        name = "fmri",
        description = "Brain images in, brain maps out: prepare, then train and explain, then map, group and report.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "`unfade fmri COMMAND --help` shows a command's options."})
final class FmriCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private FmriCommand() {}

    /** {@return the parser of the commands for brain images} */
    static CommandLine parser() {
        CommandLine line = new CommandLine(new FmriCommand());
        Stream.of(FmriPrepare.class, FmriMap.class, FmriGroup.class, FmriReport.class)
                .forEach(useCase -> line.addSubcommand(new UseCaseCommand(useCase).withSettings()));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}

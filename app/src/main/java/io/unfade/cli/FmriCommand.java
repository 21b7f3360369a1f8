package io.unfade.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code unfade fmri}: brain images in, brain maps out. */
@Command(
        name = "fmri",
        description = "Brain images in, brain maps out: prepare, then train and explain, then map, group and report.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {FmriPrepareCommand.class, FmriMapCommand.class, FmriGroupCommand.class, FmriReportCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "`unfade fmri COMMAND --help` shows a command's options."})
final class FmriCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}

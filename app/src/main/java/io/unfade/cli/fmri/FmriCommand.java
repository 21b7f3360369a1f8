package io.unfade.cli.fmri;

import io.unfade.cli.base.VersionProvider;
import io.unfade.cli.option.ValueConverters;
import io.unfade.fmri.clean.Standardize;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.fmri.prepare.Preparation.Constant;
import io.unfade.fmri.prepare.WindowPlan.Incomplete;
import io.unfade.fmri.prepare.Windows.GroupBy;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.workflow.fmri.CleaningChoice;
import io.unfade.workflow.fmri.GroupChoice;
import picocli.CommandLine;
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
public final class FmriCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    /** Lets options of these commands take names of constants; for the whole parser, before it reads anything. */
    public static void registerValues(CommandLine line) {
        ValueConverters.choice(line, Reduction.class);
        ValueConverters.choice(line, NonFinite.class);
        ValueConverters.choice(line, Constant.class);
        ValueConverters.choice(line, CleaningChoice.Kind.class);
        ValueConverters.choice(line, Standardize.class);
        ValueConverters.choice(line, Incomplete.class);
        ValueConverters.choice(line, GroupBy.class);
        ValueConverters.choice(line, ClassMaps.Value.class);
        ValueConverters.choice(line, GroupChoice.Unit.class);
    }
}

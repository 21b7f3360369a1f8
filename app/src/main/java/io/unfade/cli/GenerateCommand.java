package io.unfade.cli;

import io.unfade.cli.base.UsageException;
import io.unfade.cli.base.UseCaseCommand;
import io.unfade.workflow.Generate;
import io.unfade.workflow.GenerateTaskFmri;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Setting;
import picocli.CommandLine;

import java.util.List;

/** {@code unfade generate}: two use cases, selected by the name of the data set. */
final class GenerateCommand extends UseCaseCommand {
    private static final List<Setting> BOXES = Setting.of(Generate.class);
    private static final List<Setting> TASK_FMRI = Setting.of(GenerateTaskFmri.class);

    private GenerateCommand() {
        super(Generate.class);
    }

    /** {@return the parser of a new command} */
    static CommandLine parserOfBoth() {
        GenerateCommand command = new GenerateCommand();
        CommandLine line = command.withArgument();
        command.addOptions(line.getCommandSpec(), TASK_FMRI);
        return line;
    }

    @Override
    public Request<?> request() {
        boolean simulated = argument().equals(GenerateTaskFmri.NAME);
        List<Setting> others = simulated ? BOXES : TASK_FMRI;
        List<String> own =
                (simulated ? TASK_FMRI : BOXES).stream().map(Setting::name).toList();
        for (Setting setting : others) {
            if (!own.contains(setting.name()) && given(name(setting.name()))) {
                throw new UsageException(name(setting.name()) + " belongs to "
                        + (simulated ? "other data sets" : GenerateTaskFmri.NAME) + ", not to " + argument());
            }
        }
        return request(simulated ? GenerateTaskFmri.class : Generate.class);
    }
}

package io.unfade.cli;

import io.unfade.cli.base.UsageException;
import io.unfade.cli.base.UseCaseCommand;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GeneratePlanted;
import io.unfade.workflow.generate.GenerateTaskFmri;
import picocli.CommandLine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code unfade generate}: several use cases, selected by the name of the data set. */
final class GenerateCommand extends UseCaseCommand {
    /** The use cases of one data set each. */
    private static final Map<String, Class<? extends Record>> OF_NAME =
            Map.of(GenerateTaskFmri.NAME, GenerateTaskFmri.class, GeneratePlanted.NAME, GeneratePlanted.class);

    private static final List<Class<? extends Record>> ALL =
            List.of(Generate.class, GenerateTaskFmri.class, GeneratePlanted.class);

    private GenerateCommand() {
        super(Generate.class);
    }

    /** {@return the parser of a new command} */
    static CommandLine parserOfAll() {
        GenerateCommand command = new GenerateCommand();
        CommandLine line = command.withSettings();
        command.addOptions(line.getCommandSpec(), optional(GenerateTaskFmri.class));
        command.addOptions(line.getCommandSpec(), optional(GeneratePlanted.class));
        return line;
    }

    /** {@return settings of which the parser does not ask for any, since other data sets do not have them} */
    private static List<Setting> optional(Class<? extends Record> useCase) {
        return Setting.of(useCase).stream()
                .map(setting -> new Setting(
                        setting.path(),
                        setting.type(),
                        setting.meaning(),
                        setting.usual(),
                        false,
                        setting.conditions()))
                .toList();
    }

    @Override
    public Request<?> request() {
        Class<? extends Record> asked = OF_NAME.getOrDefault(argument().toString(), Generate.class);
        List<Setting> own = Setting.of(asked);
        List<String> names = own.stream().map(setting -> name(setting.name())).toList();
        for (Class<? extends Record> useCase : ALL) {
            for (Setting setting : Setting.of(useCase)) {
                String name = name(setting.name());
                if (!names.contains(name) && given(name)) {
                    throw new UsageException(name + " belongs to " + owners(name) + ", not to " + argument());
                }
            }
        }
        for (Setting setting : own) {
            if (setting.required() && asked != Generate.class && !given(name(setting.name()))) {
                throw new UsageException(argument() + " needs " + name(setting.name()));
            }
        }
        return request(asked);
    }

    private boolean has(Class<? extends Record> useCase, String option) {
        return Setting.of(useCase).stream()
                .anyMatch(setting -> name(setting.name()).equals(option));
    }

    /** {@return the data sets that have an option} */
    private String owners(String option) {
        return has(Generate.class, option)
                ? "other data sets"
                : OF_NAME.entrySet().stream()
                        .filter(entry -> has(entry.getValue(), option))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}

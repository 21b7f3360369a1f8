package io.unfade.cli.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A command with the settings of a use case as options. */
public class UseCaseCommand extends RequestCommand {
    private final Class<? extends Record> useCase;

    public UseCaseCommand(Class<? extends Record> useCase) {
        this.useCase = useCase;
    }

    private CommandLine parser() {
        CommandLine line = new CommandLine(this);
        CommandSpec spec = line.getCommandSpec();
        spec.name(RequestJson.key(useCase.getSimpleName()).replaceFirst("^fmri-", ""));
        spec.usageMessage().description(words(useCase.getAnnotation(Meaning.class)));
        return line;
    }

    /**
     * {@return the parser of this command, with a positional parameter for the setting that is an argument (one or, if it
     * is a list, several), and all others as options}
     */
    public final CommandLine withSettings() {
        CommandLine line = parser();
        List<Setting> options = new ArrayList<>();
        for (Setting setting : Setting.of(useCase)) {
            if (setting.meaning() != null && setting.meaning().argument()) {
                line.getCommandSpec().addPositional(argument(setting));
            } else {
                options.add(setting);
            }
        }
        addOptions(line.getCommandSpec(), options);
        return line;
    }

    private PositionalParamSpec argument(Setting setting) {
        Meaning meaning = Objects.requireNonNull(setting.meaning());
        PositionalParamSpec.Builder argument = PositionalParamSpec.builder();
        if (setting.type() instanceof ParameterizedType several) {
            argument.index("0..*")
                    .arity("1..*")
                    .type((Class<?>) several.getRawType())
                    .auxiliaryTypes((Class<?>) several.getActualTypeArguments()[0]);
        } else {
            argument.index("0").type((Class<?>) setting.type());
        }
        return argument.required(true)
                .paramLabel(meaning.label())
                .description(words(meaning))
                .build();
    }

    /** Adds the settings that are not options yet. */
    protected final void addOptions(CommandSpec spec, List<Setting> settings) {
        for (Setting setting : settings) {
            String name = name(setting.name());
            if (spec.findOption(name) == null) {
                spec.addOption(option(setting).order(spec.options().size()).build());
            }
        }
    }

    private OptionSpec.Builder option(Setting setting) {
        Meaning meaning = Objects.requireNonNull(setting.meaning());
        OptionSpec.Builder option = OptionSpec.builder(name(setting.name()))
                .required(setting.required())
                .description(words(meaning));
        if (setting.usual() == null && setting.type() instanceof Class<?> type && type != String.class) {
            if (!meaning.usual().isEmpty()) {
                option.description(words(meaning), "  Default: " + meaning.usual());
            }
        } else if (!setting.usualInWords().isEmpty()) {
            option.defaultValue(setting.usualInWords());
        }
        setType(option, setting.type());
        if (!meaning.label().isEmpty()) {
            option.paramLabel(meaning.label());
        }
        return option;
    }

    private static void setType(OptionSpec.Builder option, Type type) {
        if (type instanceof ParameterizedType several) {
            Class<?>[] parts = Stream.of(several.getActualTypeArguments())
                    .map(Class.class::cast)
                    .toArray(Class<?>[]::new);
            option.type((Class<?>) several.getRawType()).auxiliaryTypes(parts);
            if (parts[0] == Path.class) {
                option.arity("1..*");
            } else if (parts.length == 1) {
                option.splitRegex(",");
            }
        } else {
            Class<?> simple = (Class<?>) type;
            option.type(simple);
            if (simple.isEnum()) {
                option.converters(ValueConverters.choice(simple));
            }
        }
        if (type != boolean.class) {
            option.paramLabel(type.getTypeName().contains("Path") ? "FILE" : "N");
        }
    }

    /** {@return a text with the options of its settings, as a template of the parser} */
    private String words(Meaning meaning) {
        return Message.of(meaning.value()).inWords(this::name).replace("%", "%%");
    }

    @Override
    public Request<?> request() {
        return request(useCase);
    }

    /** {@return the request made from the options} */
    protected final Request<?> request(Class<? extends Record> asked) {
        ObjectNode json = newObject();
        Setting.of(asked).forEach(setting -> setting.put(json, given(setting)));
        Request<?> request = (Request<?>) RequestJson.read(asked, json);
        Setting.check(request, setting -> given(setting) != null);
        return request;
    }

    /** {@return the value given by the user; null if none} */
    protected final @Nullable Object given(Setting setting) {
        String name = name(setting.name());
        OptionSpec option = spec().findOption(name);
        if (option == null) {
            return argument();
        }
        if (!given(name)) {
            return null;
        }
        if (option.getValue() instanceof Map) {
            checkOnce(option);
        }
        return option.getValue();
    }

    /** {@return the positional argument} */
    protected final Object argument() {
        return spec().positionalParameters().get(0).getValue();
    }

    private static void checkOnce(OptionSpec option) {
        Set<String> keys = new HashSet<>();
        for (String text : option.originalStringValues()) {
            String key = text.substring(0, text.indexOf('='));
            if (!keys.add(key)) {
                throw new UsageException(option.longestName() + " " + key + " is given twice; give it once");
            }
        }
    }
}

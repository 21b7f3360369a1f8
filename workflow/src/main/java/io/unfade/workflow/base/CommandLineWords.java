package io.unfade.workflow.base;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request as the words of a command line, quoted for a shell of POSIX where they need it. */
final class CommandLineWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private final List<String> arguments = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private CommandLineWords() {}

    /** {@return the command line that is the same as a request} */
    static String of(Request<?> request) {
        Record settings = (Record) request;
        CommandLineWords words = new CommandLineWords();
        words.add(settings, RequestJson.defaults(settings), RequestJson.required(settings.getClass()));
        List<String> all = new ArrayList<>(List.of("unfade"));
        all.addAll(List.of(
                request.command().replaceFirst("^(fmri|generate)-", "$1 ").split(" ")));
        all.addAll(words.arguments);
        all.addAll(words.options);
        return all.stream().map(CommandLineWords::quoted).collect(Collectors.joining(" "));
    }

    /** {@return a word as a shell reads it as one, unchanged} */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void add(Record settings, @Nullable Record usual, List<String> required) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = RequestJson.value(settings, component);
            Object otherwise = usual == null ? null : RequestJson.value(usual, component);
            if (value instanceof Record inner) {
                add(inner, (Record) otherwise, List.of());
            } else if (value != null && (required.contains(component.getName()) || !value.equals(otherwise))) {
                add(component, value);
            }
        }
    }

    private void add(RecordComponent component, Object value) {
        Meaning meaning = component.getAnnotation(Meaning.class);
        if (meaning != null && meaning.argument()) {
            arguments.addAll(values(component, value));
            return;
        }
        String option = "--" + RequestJson.key(component.getName());
        if (value instanceof Map<?, ?> texts) {
            texts.forEach((key, text) -> addOption(option, List.of(key + "=" + text)));
        } else if (value instanceof Boolean given) {
            options.add(given ? option : option + "=false");
        } else {
            addOption(option, values(component, value));
        }
    }

    private void addOption(String option, List<String> values) {
        if (values.size() == 1 && values.get(0).startsWith("-")) {
            options.add(option + "=" + values.get(0));
        } else {
            options.add(option);
            options.addAll(values);
        }
    }

    /** {@return the words of a value: several files are a word each, other lists are one word with commas} */
    private static List<String> values(RecordComponent component, Object value) {
        if (!(value instanceof Collection<?> several)) {
            return List.of(text(value));
        }
        List<String> words = several.stream().map(CommandLineWords::text).toList();
        boolean files = component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] == Path.class;
        return files ? words : List.of(String.join(",", words));
    }

    private static String text(Object value) {
        String text = RequestJson.node(value).asText();
        return value instanceof Path && text.startsWith("-") ? "./" + text : text;
    }
}

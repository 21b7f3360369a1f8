package io.unfade.serve.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is needed to draw a form for each use case; everything is said by its record. */
public final class CommandForms {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<Class<?>, String> SIMPLE = Map.of(
            Path.class, "path",
            int.class, "int",
            Integer.class, "int",
            long.class, "long",
            double.class, "double",
            Double.class, "double",
            boolean.class, "boolean",
            String.class, "text");

    private CommandForms() {}

    /** {@return the forms of all use cases, as the key {@code commands}} */
    public static ObjectNode json() {
        ObjectNode json = NODES.objectNode();
        ArrayNode commands = json.putArray("commands");
        Requests.commands().forEach(command -> commands.add(form(command)));
        return json;
    }

    private static ObjectNode form(String command) {
        Class<? extends Record> kind = Requests.kind(command);
        ObjectNode form = NODES.objectNode();
        form.put("name", command);
        form.put("title", title(command));
        form.put("meaning", words(kind.getAnnotation(Meaning.class).value()));
        ArrayNode settings = form.putArray("settings");
        Setting.of(kind).forEach(setting -> settings.add(field(setting)));
        return form;
    }

    private static String title(String command) {
        String words =
                command.replace('-', ' ').replaceFirst("^fmri\\b", "fMRI:").replaceFirst("fmri$", "fMRI");
        return words.startsWith("fMRI") ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static ObjectNode field(Setting setting) {
        Meaning meaning = setting.meaning();
        List<String> above = setting.path().subList(0, setting.path().size() - 1);
        ObjectNode field = NODES.objectNode();
        field.put("path", String.join(".", setting.path()));
        field.put("name", setting.name());
        field.put("group", String.join(".", above));
        putType(field, setting.type());
        String label = meaning == null ? "" : meaning.label();
        field.put("label", label.isEmpty() ? usualLabel(field.path("type").asText(), setting.type()) : label);
        field.put("required", setting.required());
        field.put("usual", setting.usualInWords());
        field.put("meaning", words(setting.words()));
        putConditions(field, setting);
        Meaning.File file = meaning == null ? Meaning.File.NONE : meaning.file();
        field.put("output", file == Meaning.File.WRITTEN);
        if (file != Meaning.File.NONE) {
            field.put("file", file == Meaning.File.WRITTEN ? "written" : "read");
        }
        return field;
    }

    private static void putType(ObjectNode field, Type type) {
        if (type instanceof ParameterizedType several) {
            boolean map = several.getRawType() == Map.class;
            field.put("type", map ? "map" : "list");
            if (!map) {
                Class<?> element = (Class<?>) several.getActualTypeArguments()[0];
                field.put("of", simple(element));
                putChoices(field, element);
            }
            return;
        }
        field.put("type", simple((Class<?>) type));
        putChoices(field, (Class<?>) type);
    }

    private static void putChoices(ObjectNode field, Class<?> type) {
        if (type.isEnum()) {
            ArrayNode choices = field.putArray("choices");
            Arrays.stream(type.getEnumConstants())
                    .map(constant -> RequestJson.key((Enum<?>) constant))
                    .forEach(choices::add);
        }
    }

    private static String simple(Class<?> type) {
        return type.isEnum() ? "choice" : SIMPLE.getOrDefault(type, "text");
    }

    private static String usualLabel(String simple, Type type) {
        if (type.getTypeName().contains("Path")) {
            return "FILE";
        }
        return simple.equals("boolean") || simple.equals("choice") ? "" : simple.equals("text") ? "TEXT" : "N";
    }

    private static void putConditions(ObjectNode field, Setting setting) {
        ArrayNode needs = field.putArray("needs");
        setting.conditions().stream()
                .flatMap(meaning -> Stream.of(meaning.needs()))
                .distinct()
                .forEach(needs::add);
        ArrayNode unless = field.putArray("unless");
        setting.conditions().stream()
                .flatMap(meaning -> Stream.of(meaning.unless()))
                .distinct()
                .forEach(unless::add);
    }

    /** {@return a text about settings with the names of their options} */
    static String words(@Nullable String template) {
        return template == null ? "" : Message.of(template).inWords(CommandForms::option);
    }

    /** {@return the name of a setting on the command line} */
    public static String option(String setting) {
        return "--" + RequestJson.key(setting);
    }
}

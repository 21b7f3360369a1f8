package io.unfade.workflow.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting of a use case: a component of its record, or of a nested record, without components itself.
 *
 * @param path names of the components leading to it, its own last
 * @param type of its values
 * @param meaning for users; null if all use cases have the setting
 * @param usual its default; null for none
 * @param required whether there is no default
 * @param conditions on other settings for it to have a meaning
 */
public record Setting(
        List<String> path,
        Type type,
        @Nullable Meaning meaning,
        @Nullable Object usual,
        boolean required,
        List<Meaning> conditions) {
    /** The meaning of the one setting that all use cases have. */
    public static final String SEED = "Seed of everything random.";

    /** {@return the settings of a use case in order} */
    public static List<Setting> of(Class<? extends Record> useCase) {
        return of(useCase, RequestJson.usual(useCase), List.of(), List.of()).toList();
    }

    private static Stream<Setting> of(
            Class<? extends Record> type, Record usual, List<String> above, List<Meaning> conditions) {
        List<String> required = RequestJson.required(type);
        return Stream.of(type.getRecordComponents()).flatMap(component -> {
            List<String> path = Stream.concat(above.stream(), Stream.of(component.getName()))
                    .toList();
            Meaning meaning = meaning(component);
            List<Meaning> all = Stream.concat(conditions.stream(), Stream.ofNullable(meaning))
                    .toList();
            Object value = RequestJson.value(usual, component);
            if (!component.getType().isRecord()) {
                boolean must = required.contains(component.getName());
                return Stream.of(new Setting(path, component.getGenericType(), meaning, value, must, all));
            }
            Class<? extends Record> inner = component.getType().asSubclass(Record.class);
            return of(inner, value == null ? RequestJson.usual(inner) : (Record) value, path, all);
        });
    }

    private static @Nullable Meaning meaning(RecordComponent component) {
        Meaning own = component.getAnnotation(Meaning.class);
        if (own == null || own.as() == Meaning.class) {
            return own;
        }
        return Stream.of(own.as().getRecordComponents())
                .filter(other -> other.getName().equals(component.getName()))
                .findFirst()
                .map(Setting::meaning)
                .orElseThrow();
    }

    /** {@return its meaning as the template of a {@link io.unfade.check.Message}} */
    public String words() {
        return meaning == null ? SEED : meaning.value();
    }

    /** {@return its name, without the path} */
    public String name() {
        return path.get(path.size() - 1);
    }

    /** {@return the default as users would write it; empty if there is none, or it is obvious} */
    public String usualInWords() {
        if (meaning != null && !meaning.usual().isEmpty()) {
            return meaning.usual();
        }
        if (usual == null || usual instanceof Boolean || usual instanceof Collection || usual instanceof Map) {
            return "";
        }
        return inWords(RequestJson.node(usual));
    }

    /** Sets its value in a request; null means the default. */
    public void put(ObjectNode request, @Nullable Object value) {
        ObjectNode holder = holder(request);
        if (value != null) {
            holder.set(name(), RequestJson.node(value));
        }
    }

    /**
     * Fails if a request sets something that its other settings make meaningless.
     *
     * @param given whether a setting was named explicitly, even with its default
     */
    public static void check(Request<?> request, Predicate<Setting> given) {
        ObjectNode json = request.toJson();
        List<Setting> settings = of(request.getClass().asSubclass(Record.class));
        for (Setting setting : settings) {
            if (setting.differs(json) || given.test(setting)) {
                setting.conditions.forEach(condition -> setting.check(condition, settings, json));
            }
        }
    }

    /**
     * {@return a request with a value for each setting that it leaves open, where its other settings give it a meaning}
     *
     * @param usual values, as the request is written in JSON
     */
    public static <R extends Record & Request<?>> R filled(R request, ObjectNode usual) {
        ObjectNode json = request.toJson();
        List<Setting> settings = of(request.getClass());
        for (boolean conditional : new boolean[] {false, true}) {
            for (Setting setting : settings) {
                JsonNode value = setting.in(usual);
                boolean open = setting.in(json).isMissingNode() && !value.isMissingNode();
                if (open && conditional == setting.isConditional() && setting.hasMeaning(settings, json)) {
                    setting.holder(json).set(setting.name(), value);
                }
            }
        }
        json.remove(RequestJson.COMMAND);
        @SuppressWarnings("unchecked") // the same class
        R filled = (R) RequestJson.read(request.getClass(), json);
        return filled;
    }

    /** {@return the settings that one request leaves open and another one does not, as a template with their values} */
    public static String added(Request<?> open, Request<?> filled) {
        ObjectNode before = open.toJson();
        ObjectNode after = filled.toJson();
        return of(filled.getClass().asSubclass(Record.class)).stream()
                .filter(setting ->
                        setting.in(before).isMissingNode() && !setting.in(after).isMissingNode())
                .map(setting -> "{" + setting.name() + "} " + inWords(setting.in(after)))
                .collect(Collectors.joining(" "));
    }

    /**
     * {@return the settings in which a request differs from another one of the same use case, in order: from names, as
     * users write them, to the values that it has}
     */
    public static Map<String, String> differences(Request<?> request, Request<?> other) {
        ObjectNode own = request.toJson();
        ObjectNode others = other.toJson();
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : of(request.getClass().asSubclass(Record.class))) {
            JsonNode value = setting.in(own);
            if (!value.isMissingNode() && !value.equals(setting.in(others))) {
                values.put(RequestJson.key(setting.name()), inWords(value));
            }
        }
        return values;
    }

    private boolean isConditional() {
        return conditions.stream().anyMatch(condition -> condition.needs().length + condition.unless().length > 0);
    }

    private boolean hasMeaning(List<Setting> settings, ObjectNode request) {
        return conditions.stream()
                .allMatch(condition -> hasNeeded(condition, settings, request)
                        && Stream.of(condition.unless()).noneMatch(other -> holds(other, settings, request)));
    }

    /** {@return the part of a request that has this setting, made if it is missing} */
    private ObjectNode holder(ObjectNode request) {
        ObjectNode holder = request;
        for (String key : path.subList(0, path.size() - 1)) {
            holder = holder.withObjectProperty(key);
        }
        return holder;
    }

    /** {@return whether a request, in JSON, has another value than the default} */
    public boolean differs(ObjectNode request) {
        JsonNode value = in(request);
        return !value.isMissingNode() && (usual == null || !value.equals(RequestJson.node(usual)));
    }

    private void check(Meaning condition, List<Setting> settings, ObjectNode request) {
        if (!hasNeeded(condition, settings, request)) {
            throw BadRequest.of("{" + name() + "} has no meaning without "
                    + Stream.of(condition.needs())
                            .filter(needed -> named(needed, settings).isPresent())
                            .map(Setting::inBraces)
                            .collect(Collectors.joining(" or ")));
        }
        for (String other : condition.unless()) {
            if (holds(other, settings, request)) {
                throw BadRequest.of("{" + name() + "} has no meaning with " + inBraces(other) + "; omit it");
            }
        }
    }

    private static boolean hasNeeded(Meaning condition, List<Setting> settings, ObjectNode request) {
        return condition.needs().length == 0
                || Stream.of(condition.needs())
                        .anyMatch(needed -> named(needed, settings).isPresent() && holds(needed, settings, request));
    }

    /** {@return the setting of a condition; empty if the use case has none of this name} */
    private static Optional<Setting> named(String condition, List<Setting> settings) {
        String name = condition.split(" ", -1)[0];
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    private static boolean holds(String condition, List<Setting> settings, ObjectNode request) {
        String[] words = condition.split(" ", -1);
        JsonNode value = named(condition, settings).orElseThrow().in(request);
        return !value.isMissingNode() && (words.length == 1 || inWords(value).equals(words[1]));
    }

    private static String inBraces(String condition) {
        return condition.replaceFirst("^\\w+", "{$0}");
    }

    /** Sets its value, in JSON, in a request. */
    public void set(ObjectNode request, JsonNode value) {
        holder(request).set(name(), value);
    }

    /** {@return its value in a request; a missing node if the request leaves it open} */
    public JsonNode in(ObjectNode request) {
        JsonNode node = request;
        for (String key : path) {
            node = node.path(key);
        }
        return node;
    }

    private static String inWords(JsonNode value) {
        return value.asText().replaceFirst("\\.0$", "");
    }
}

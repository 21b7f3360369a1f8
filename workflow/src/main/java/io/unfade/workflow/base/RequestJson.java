package io.unfade.workflow.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Converts records of settings to JSON and back. Keys are the names of components, constants are in lower case with
 * hyphens, nulls are absent. An absent key means the default, given by the record's shortest constructor, which takes
 * the first components.
 */
public final class RequestJson {
    /** The key of the name of the use case. */
    public static final String COMMAND = "command";

    private RequestJson() {}

    /** {@return an empty JSON object} */
    public static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return a constant as users write it} */
    public static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return a name as users write it, such as {@code report-series} of {@code reportSeries}} */
    public static String key(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** {@return all settings that are not null} */
    static ObjectNode write(Record settings) {
        ObjectNode json = newObject();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = value(settings, component);
            if (value != null) {
                json.set(component.getName(), node(value));
            }
        }
        return json;
    }

    /** {@return a request with one setting changed, as {@link Request#with} does} */
    @SuppressWarnings("unchecked") // the same class
    static <T> Request<T> with(Request<T> request, String setting, @Nullable Object value) {
        ObjectNode json = write((Record) request);
        ObjectNode holder = json;
        checkDepth(request, setting);
        String[] keys = setting.split("\\.", -1);
        for (int i = 0; i < keys.length - 1; i++) {
            if (!(holder.path(keys[i]) instanceof ObjectNode inner)) {
                throw BadRequest.of("there is no key '%s' that holds others", keys[i]);
            }
            holder = inner;
        }
        holder.set(keys[keys.length - 1], value == null ? null : node(value));
        return (Request<T>) read(((Record) request).getClass(), json);
    }

    /** Fails, with the right path, if a setting is there but deeper than it is looked for. */
    private static void checkDepth(Request<?> request, String name) {
        Class<? extends Record> type = ((Record) request).getClass().asSubclass(Record.class);
        List<String> paths = Setting.of(type).stream()
                .map(setting -> String.join(".", setting.path()))
                .toList();
        if (!name.contains(".") && paths.stream().noneMatch(path -> (path + ".").startsWith(name + "."))) {
            paths.stream().filter(path -> path.endsWith("." + name)).findFirst().ifPresent(path -> {
                throw BadRequest.of("there is no key '%s'; did you mean %s?", name, path);
            });
        }
    }

    /** {@return the equivalent command line, as a shell reads it} */
    public static String commandLine(Request<?> request) {
        return CommandLineWords.of(request);
    }

    /**
     * {@return the settings in JSON}
     *
     * @param json an object; unknown keys are an error
     * @throws BadRequest if a setting cannot have its value
     */
    public static <R extends Record> R read(Class<R> type, ObjectNode json) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String key = entry.getKey();
            if (!names.contains(key)) {
                throw BadRequest.of("there is no key '%s'%s", key, NearestWord.clause(key, names));
            }
        }
        Constructor<?> shortest = constructors(type).get(0);
        Object[] values = new Object[components.length];
        for (int i = 0; i < shortest.getParameterCount(); i++) {
            JsonNode node = json.path(components[i].getName());
            if (isAbsent(node)) {
                throw BadRequest.of("'{" + components[i].getName() + "}' is missing");
            }
            values[i] = value(node, components[i].getGenericType(), components[i].getName());
        }
        Record usual = (Record) make(shortest, Arrays.copyOf(values, shortest.getParameterCount()));
        for (int i = shortest.getParameterCount(); i < values.length; i++) {
            JsonNode node = json.path(components[i].getName());
            values[i] = isAbsent(node)
                    ? value(usual, components[i])
                    : value(node, components[i].getGenericType(), components[i].getName());
        }
        return type.cast(make(constructors(type).get(constructors(type).size() - 1), values));
    }

    /** {@return settings with the same required components and otherwise defaults} */
    static Record defaults(Record settings) {
        Constructor<?> shortest = constructors(settings.getClass()).get(0);
        Object[] values = Arrays.stream(settings.getClass().getRecordComponents())
                .limit(shortest.getParameterCount())
                .map(component -> value(settings, component))
                .toArray();
        return (Record) make(shortest, values);
    }

    /** {@return settings with null for those without a default} */
    static Record usual(Class<? extends Record> type) {
        Constructor<?> shortest = constructors(type).get(0);
        return (Record) make(shortest, new @Nullable Object[shortest.getParameterCount()]);
    }

    /** {@return the components without a default} */
    static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .limit(constructors(type).get(0).getParameterCount())
                .map(RecordComponent::getName)
                .toList();
    }

    private static List<Constructor<?>> constructors(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .sorted(Comparator.comparingInt(Constructor::getParameterCount))
                .collect(Collectors.toList());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static Object make(Constructor<?> constructor, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static @Nullable Object value(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a value as JSON} */
    public static JsonNode node(Object value) {
        if (value instanceof Record settings) {
            return write(settings);
        }
        if (value instanceof Enum<?> constant) {
            return JsonNodeFactory.instance.textNode(key(constant));
        }
        if (value instanceof Path path) {
            return JsonNodeFactory.instance.textNode(path.toString());
        }
        if (value instanceof Collection<?> several) {
            var array = JsonNodeFactory.instance.arrayNode();
            several.forEach(one -> array.add(node(one)));
            return array;
        }
        if (value instanceof Map<?, ?> texts) {
            ObjectNode object = newObject();
            texts.forEach((key, text) -> object.put(String.valueOf(key), String.valueOf(text)));
            return object;
        }
        if (value instanceof Boolean choice) {
            return JsonNodeFactory.instance.booleanNode(choice);
        }
        return value instanceof Number number
                ? numberNode(number)
                : JsonNodeFactory.instance.textNode(value.toString());
    }

    private static JsonNode numberNode(Number number) {
        if (number instanceof Double real) {
            return JsonNodeFactory.instance.numberNode(real.doubleValue());
        }
        return number instanceof Long large
                ? JsonNodeFactory.instance.numberNode(large.longValue())
                : JsonNodeFactory.instance.numberNode(number.intValue());
    }

    private static Object value(JsonNode node, Type type, String name) {
        if (type instanceof ParameterizedType several && several.getRawType() == Map.class) {
            if (!node.isObject()) {
                throw BadRequest.in(name, "must be an object, but was %s", node);
            }
            Map<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!entry.getValue().isValueNode()) {
                    throw BadRequest.in(
                            name, "'%s' must be a text or a number, but was %s", entry.getKey(), entry.getValue());
                }
                texts.put(entry.getKey(), entry.getValue().asText());
            }
            return texts;
        }
        if (type instanceof ParameterizedType several) {
            if (!node.isArray()) {
                throw BadRequest.in(name, "must be an array, but was %s", node);
            }
            List<Object> values = new ArrayList<>();
            node.forEach(one -> values.add(value(one, several.getActualTypeArguments()[0], name)));
            return several.getRawType() == List.class ? values : new TreeSet<>(values);
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isRecord()) {
            if (!(node instanceof ObjectNode object)) {
                throw BadRequest.in(name, "must be an object, but was %s", node);
            }
            return read(simple.asSubclass(Record.class), object);
        }
        return simple.isEnum() ? constant(node, simple, name) : number(node, simple, name);
    }

    private static Object constant(JsonNode node, Class<?> type, String name) {
        List<String> known = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            known.add(key((Enum<?>) constant));
            if (node.asText().equals(key((Enum<?>) constant))) {
                return constant;
            }
        }
        throw BadRequest.in(
                name,
                "'%s' is not one of %s%s",
                node.asText(),
                String.join(", ", known),
                NearestWord.clause(node.asText(), known));
    }

    private static Object number(JsonNode node, Class<?> type, String name) {
        if ((type == int.class || type == Integer.class) && node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        if (type == long.class && node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        if ((type == double.class || type == Double.class) && node.isNumber()) {
            return node.doubleValue();
        }
        if (type == boolean.class && node.isBoolean()) {
            return node.booleanValue();
        }
        if (type == String.class && (node.isTextual() || node.isNumber())) {
            return node.asText();
        }
        if (type == Path.class && node.isTextual()) {
            return path(node.textValue(), name);
        }
        throw BadRequest.in(name, "must be %s, but was %s", inWords(type), node);
    }

    private static Path path(String text, String name) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw BadRequest.in(name, "'%s' cannot be the name of a file", text);
        }
    }

    private static String inWords(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        return type == String.class || type == Path.class ? "text" : "a whole number";
    }
}

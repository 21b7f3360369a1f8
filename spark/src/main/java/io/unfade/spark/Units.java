package io.unfade.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.unfade.spark.work.Unit;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of a file, each in all its variants. */
final class Units {
    private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,9})\\.\\.(-?[0-9]{1,9})");
    private static final int MOST = 100_000;

    private Units() {}

    /**
     * {@return the units; all are checked to be requests}
     *
     * @param vary settings and values, such as {@code seed=0..9}
     */
    static List<Unit> of(Path file, List<String> vary) throws IOException {
        require(Files.isRegularFile(file), "{requests}: %s is no file", file);
        List<Map<String, String>> variants = variants(joined(vary));
        List<ObjectNode> requests = read(file);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            for (Map<String, String> variant : variants) {
                String number = requests.size() == 1 ? "" : String.valueOf(i);
                units.add(unit(requests.get(i), number, variant));
                require(units.size() <= MOST, "{vary} makes more than %d requests; make several runs", MOST);
            }
        }
        checkApart(units);
        return units;
    }

    /** {@return the same with the values that a comma took apart from their setting} */
    private static List<String> joined(List<String> vary) {
        List<String> all = new ArrayList<>();
        for (String one : vary) {
            if (one.contains("=") || all.isEmpty()) {
                all.add(one);
            } else {
                all.set(all.size() - 1, all.get(all.size() - 1) + "," + one);
            }
        }
        return all;
    }

    /** Fails if two requests are the same, or would write the same. */
    private static void checkApart(List<Unit> units) throws IOException {
        Map<String, String> writers = new LinkedHashMap<>();
        for (Unit unit : units) {
            require(writers.put(unit.key(), unit.name()) == null, "{vary}: there are two requests '%s'", unit.name());
            ObjectNode request = (ObjectNode) Json.MAPPER.readTree(unit.request());
            for (Setting setting :
                    Setting.of(Requests.kind(request.path(RequestJson.COMMAND).asText()))) {
                Meaning meaning = setting.meaning();
                JsonNode path = request.at("/" + String.join("/", setting.path()));
                if (meaning != null && meaning.file() == Meaning.File.WRITTEN && path.isTextual()) {
                    String other = writers.put(path.asText(), unit.name());
                    require(
                            other == null,
                            "the requests '%s' and '%s' both write %s; give each a place of its own",
                            String.valueOf(other),
                            unit.name(),
                            path.asText());
                }
            }
        }
    }

    private static List<ObjectNode> read(Path file) throws IOException {
        List<ObjectNode> all = new ArrayList<>();
        try (MappingIterator<JsonNode> values =
                Json.MAPPER.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (values.hasNext()) {
                JsonNode value = values.next();
                JsonNode request = value.path("request").isObject() ? value.path("request") : value;
                if (!(request instanceof ObjectNode object)) {
                    throw BadRequest.of("%s: request %d is no JSON object", file, all.size());
                }
                all.add(object);
            }
        } catch (JsonProcessingException | RuntimeException e) {
            if (e instanceof BadRequest bad) {
                throw bad;
            }
            throw BadRequest.of(
                    "%s is not JSON: %s",
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        require(!all.isEmpty(), "%s holds no request", file);
        return all;
    }

    private static List<Map<String, String>> variants(List<String> vary) {
        List<Map<String, String>> all = List.of(Map.of());
        for (String one : vary) {
            int equals = one.indexOf('=');
            require(
                    equals > 0 && equals < one.length() - 1,
                    "{vary} must be a setting and its values, such as seed=0..9, but was '%s'",
                    one);
            String setting = one.substring(0, equals);
            require(
                    !all.get(0).containsKey(setting),
                    "{vary}: %s is there twice; give all its values at once",
                    setting);
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> known : all) {
                for (String value : values(one.substring(equals + 1))) {
                    Map<String, String> more = new LinkedHashMap<>(known);
                    more.put(setting, value);
                    longer.add(more);
                }
            }
            require(longer.size() <= MOST, "{vary} makes more than %d requests; make several runs", MOST);
            all = longer;
        }
        return all;
    }

    private static List<String> values(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return List.of(text.split(","));
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        require(from <= to && (long) to - from < MOST, "{vary}: %s is no range of at most %d numbers", text, MOST);
        List<String> all = new ArrayList<>();
        for (int value = from; value <= to; value++) {
            all.add(String.valueOf(value));
        }
        return all;
    }

    private static void require(boolean condition, String template, Object... arguments) {
        if (!condition) {
            throw BadRequest.of(template, arguments);
        }
    }

    private static Unit unit(ObjectNode request, String number, Map<String, String> variant) {
        ObjectNode own = request.deepCopy();
        StringBuilder name = new StringBuilder(number);
        variant.forEach((setting, value) -> {
            set(own, setting, value);
            name.append(name.length() == 0 ? "" : ",")
                    .append(shortName(setting, variant))
                    .append('=')
                    .append(value.replaceAll("[^A-Za-z0-9.,=_+-]+", "_"));
        });
        ObjectNode complete = Requests.of(own).toJson(); // checks it
        Class<? extends Record> kind =
                Requests.kind(complete.path(RequestJson.COMMAND).asText());
        Setting.of(kind).forEach(setting -> place(complete, setting, variant.isEmpty() ? "" : name.toString()));
        return Unit.of(name.length() == 0 ? complete.path(RequestJson.COMMAND).asText() : name.toString(), complete);
    }

    /** {@return the last part of a setting's path, if it tells it from the others} */
    private static String shortName(String setting, Map<String, String> variant) {
        String last = setting.substring(setting.lastIndexOf('.') + 1);
        long same = variant.keySet().stream()
                .filter(other -> other.equals(last) || other.endsWith("." + last))
                .count();
        return same == 1 ? last : setting;
    }

    private static void set(ObjectNode request, String setting, String value) {
        String[] keys = setting.split("\\.", -1);
        ObjectNode holder = request;
        for (int i = 0; i < keys.length - 1; i++) {
            holder = holder.path(keys[i]) instanceof ObjectNode inner ? inner : holder.putObject(keys[i]);
        }
        holder.set(keys[keys.length - 1], node(value));
    }

    /** {@return a number or a truth value if the text is one, else the text} */
    private static JsonNode node(String value) {
        try {
            JsonNode parsed = Json.MAPPER.readTree(value);
            return parsed.isNumber() || parsed.isBoolean() ? parsed : TextNode.valueOf(value);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value);
        }
    }

    /** Makes a path absolute, and puts what is written into a folder of the variant. */
    private static void place(ObjectNode request, Setting setting, String variant) {
        Meaning meaning = setting.meaning();
        if (meaning == null || meaning.file() == Meaning.File.NONE) {
            return;
        }
        JsonNode holder = request;
        for (String key : setting.path().subList(0, setting.path().size() - 1)) {
            holder = holder.path(key);
        }
        JsonNode value = holder.path(setting.name());
        if (value.isTextual()) {
            ((ObjectNode) holder).put(setting.name(), placed(value.asText(), meaning, variant));
        } else if (value instanceof ArrayNode several) {
            for (int i = 0; i < several.size(); i++) {
                several.set(i, placed(several.get(i).asText(), meaning, variant));
            }
        }
    }

    private static String placed(String path, Meaning meaning, String variant) {
        Path absolute = Path.of(path).toAbsolutePath().normalize();
        if (path.matches("[0-9.eE+-]+") && meaning.file() == Meaning.File.READ) {
            return path; // a number, which names no file
        }
        if (meaning.file() != Meaning.File.WRITTEN || variant.isEmpty()) {
            return absolute.toString();
        }
        String name = String.valueOf(absolute.getFileName());
        return name.contains(".")
                ? absolute.resolveSibling(variant).resolve(name).toString() // such as maps.npz
                : absolute.resolve(variant).toString();
    }
}

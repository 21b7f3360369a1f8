package io.unfade.serve.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.Precision;
import io.unfade.model.Predictions;
import io.unfade.serve.fact.Kind;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.model.ModelDesk;
import io.unfade.serve.model.Question;
import io.unfade.serve.workspace.Item;
import io.unfade.serve.workspace.Items;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Models that answer at once: predictions and maps of series that are sent. */
public final class ModelRoutes {
    private static final String BYTES = "application/octet-stream";
    private static final int MOST_IN_JSON = 1_000_000;
    private static final int MOST_DIGITS = 9;

    private final Items items;
    private final ModelDesk desk;

    /** @param items among which models are */
    public ModelRoutes(Items items, ModelDesk desk) {
        this.items = items;
        this.desk = desk;
    }

    /** Adds the routes. */
    public void add(RoutesConfig routes) {
        routes.get("/api/v1/models", this::list);
        routes.post("/api/v1/predict", this::predict);
        routes.post("/api/v1/explain", this::explain);
    }

    private void list(Context context) throws IOException {
        ObjectNode json = RequestJson.newObject();
        ArrayNode models = json.putArray("models");
        for (Item item : items.list().items()) {
            if (item.kind() == Kind.MODEL && item.problem() == null) {
                ObjectNode model = models.addObject();
                model.put("name", item.name());
                for (String key : List.of("description", "features", "classes")) {
                    model.set(key, item.about().get(key));
                }
                model.putNull("steps"); // any number of them
            }
        }
        Answers.json(context, json);
    }

    private void predict(Context context) throws IOException {
        Question question = question(context);
        ModelDesk.Answer answer = desk.predict(Answers.required(context, "model"), question);
        ObjectNode json = RequestJson.newObject();
        answer.classes().forEach(json.putArray("classes")::add);
        ArrayNode all = json.putArray("predictions");
        Predictions predictions = answer.predictions();
        for (int i = 0; i < predictions.count(); i++) {
            ObjectNode one = all.addObject();
            one.put("class", predictions.predictedName(i));
            ArrayNode numbers = one.putArray("probabilities");
            for (double probability : predictions.probabilities()[i]) {
                numbers.add(probability);
            }
        }
        Answers.json(context, json);
    }

    private void explain(Context context) throws IOException {
        Question question = question(context);
        ModelDesk.Explained found = desk.explain(Answers.required(context, "model"), question);
        SaliencyMaps maps = found.maps();
        List<String> classes = IntStream.range(0, maps.count())
                .mapToObj(series -> found.classes().get(maps.target(series)))
                .toList();
        String accept = context.header("Accept");
        if (accept != null && accept.contains(BYTES)) {
            context.header("X-Shape", maps.count() + "," + maps.steps() + "," + maps.features());
            context.header("X-Method", maps.origin().method());
            context.header(
                    "X-Class",
                    classes.stream()
                            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8)
                                    .replace("+", "%20"))
                            .collect(Collectors.joining(",")));
            context.header("Cache-Control", "no-store").contentType(BYTES).result(bytes(maps));
        } else {
            Answers.json(context, json(maps, classes));
        }
    }

    private static ObjectNode json(SaliencyMaps maps, List<String> classes) {
        long cells = (long) maps.count() * maps.steps() * maps.features();
        if (cells > MOST_IN_JSON) {
            throw new Refusal(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "maps of " + cells + " cells are too large for JSON; accept " + BYTES + ", or send fewer series");
        }
        ObjectNode json = RequestJson.newObject();
        json.put("method", maps.origin().method());
        classes.forEach(json.putArray("class")::add);
        json.putArray("shape").add(maps.count()).add(maps.steps()).add(maps.features());
        ArrayNode all = json.putArray("maps");
        boolean single = maps.precision() == Precision.SINGLE;
        for (int series = 0; series < maps.count(); series++) {
            ArrayNode map = all.addArray();
            for (int step = 0; step < maps.length(series); step++) {
                ArrayNode cellsOfStep = map.addArray();
                for (int feature = 0; feature < maps.features(); feature++) {
                    add(cellsOfStep, maps.value(series, step, feature), single);
                }
            }
        }
        return json;
    }

    private static void add(ArrayNode cells, double value, boolean single) {
        if (Double.isNaN(value)) {
            cells.addNull();
        } else if (single) {
            cells.add((float) value);
        } else {
            cells.add(value);
        }
    }

    private static byte[] bytes(SaliencyMaps maps) {
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(Float.BYTES, maps.count() * maps.steps() * maps.features()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int series = 0; series < maps.count(); series++) {
            for (int step = 0; step < maps.steps(); step++) {
                for (int feature = 0; feature < maps.features(); feature++) {
                    bytes.putFloat((float) maps.value(series, step, feature)); // NaN behind the end of a series
                }
            }
        }
        return bytes.array();
    }

    private static Question question(Context context) throws IOException {
        byte[] body = context.bodyAsBytes(); // first: who is refused while still sending may never see the answer
        String type = context.header("Content-Type");
        if (type == null || type.startsWith("application/json")) {
            return Question.of(body);
        }
        if (!type.startsWith(BYTES)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "series are taken as application/json or " + BYTES);
        }
        int[] shape = shape(context.header("X-Shape"));
        Map<String, String> set = new TreeMap<>();
        for (String option : context.queryParams("set")) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new Refusal(HttpStatus.BAD_REQUEST, "'set' must be OPTION=VALUE, but was '" + option + "'");
            }
            set.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
        return Question.of(
                body,
                shape,
                Answers.optional(context, "method"),
                set,
                Answers.optional(context, "target"),
                Answers.optional(context, "output"),
                Answers.optional(context, "background"));
    }

    private static int[] shape(@Nullable String header) {
        String[] sizes = header == null ? new String[0] : header.split(",", -1);
        if (sizes.length != 3
                || !IntStream.range(0, 3)
                        .allMatch(i -> sizes[i].strip().matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}"))) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "the header X-Shape must say series, steps and features, such as 2,100,10, each at least 1");
        }
        return IntStream.range(0, 3)
                .map(i -> Integer.parseInt(sizes[i].strip()))
                .toArray();
    }
}

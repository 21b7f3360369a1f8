package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.array.Mask;
import io.unfade.serve.array.Matrix;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.workspace.Contents;

import java.io.IOException;

/** The numbers of series and of maps. */
public final class ArrayRoutes {
    private static final String DATA = "/api/v1/data";
    private static final String MAPS = "/api/v1/maps";

    private final Contents contents;

    public ArrayRoutes(Contents contents) {
        this.contents = contents;
    }

    public void add(RoutesConfig routes) {
        routes.get(DATA, this::data);
        routes.get(MAPS, this::maps);
    }

    private void data(Context context) throws IOException {
        String name = Answers.required(context, "name");
        String what = Answers.required(context, "what");
        switch (what) {
            case "summary" -> Answers.json(context, contents.seriesSummary(name));
            case "values" -> values(context, name);
            case "mean" -> matrix(context, contents.meanSeries(name));
            case "reference", "distractor" -> {
                Mask mask = contents.mask(name, what, Answers.number(context, "series"));
                bytes(context, mask.cells(), mask.steps(), mask.features());
            }
            default -> throw unknown(what, "summary, values, mean, reference or distractor");
        }
    }

    private void values(Context context, String name) throws IOException {
        int series = Answers.number(context, "series");
        String model = Answers.optional(context, "standardized");
        matrix(context, model == null ? contents.series(name, series) : contents.series(name, series, model));
    }

    private void maps(Context context) throws IOException {
        String name = Answers.required(context, "name");
        String what = Answers.required(context, "what");
        switch (what) {
            case "summary" -> Answers.json(context, contents.mapsSummary(name));
            case "values" -> matrix(context, contents.map(name, Answers.number(context, "series")));
            case "mean" -> matrix(context, contents.meanMap(name, Answers.optional(context, "class")));
            default -> throw unknown(what, "summary, values or mean");
        }
    }

    private static Refusal unknown(String what, String known) {
        return new Refusal(HttpStatus.BAD_REQUEST, "'what' must be " + known + ", but was '" + what + "'");
    }

    private static void matrix(Context context, Matrix matrix) {
        bytes(context, matrix.bytes(), matrix.steps(), matrix.features());
    }

    private static void bytes(Context context, byte[] bytes, int steps, int features) {
        context.header("X-Shape", steps + "," + features)
                .contentType("application/octet-stream")
                .result(bytes);
    }
}

package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.spark.work.PartWork;
import io.unfade.spark.work.Unit;
import io.unfade.spark.work.UnitWork;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Spreadable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Many requests, each as a task of the cluster; the value is how many are done. A unit depends on its request and the files that it
 * names alone, and its result is a file that stays: a run that is started again does what is left.
 */
@Meaning(
        "Runs many requests as tasks of the cluster, such as trainings with other seeds, settings or folds, one JSON result each: the "
                + "requests of a file, and of each one for every combination of values in {vary}. Files must be where all machines see them. "
                + "Started again, it does what is left.")
public record Fan(
        @Meaning(
                value = "Requests as JSON, one in a line, or a single one; the JSON result of any command holds one.",
                label = "REQUESTS.jsonl",
                file = Meaning.File.READ)
        Path requests,

        @Meaning(value = "Folder of the results; made if missing.", label = "DIR", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value =
                        "A setting by its path and its values, such as seed=0..9 or optimization.learningRate=0.001,0.01; can be given "
                                + "several times, for every combination. What a request writes goes into a folder of each combination.",
                label = "SETTING=VALUES")
        @Nullable
        List<String> vary)
        implements Request<Integer> {
    /** The requests as they are. */
    public Fan(Path requests, Path out) {
        this(requests, out, null);
    }

    @Override
    public Result<Integer> execute(Progress progress) throws IOException {
        List<Unit> units = Units.of(requests, vary == null ? List.of() : vary);
        Files.createDirectories(out);
        Path folder = out.toAbsolutePath().normalize();
        List<Unit> left = units.stream()
                .filter(unit -> !Files.exists(unit.result(folder)))
                .toList();
        if (!left.isEmpty()) {
            JavaSparkContext context =
                    new JavaSparkContext(SparkSession.builder().getOrCreate().sparkContext());
            List<PartWork.OfRequest> parts = parts(left);
            if (!parts.isEmpty()) {
                progress.step(parts.size() + " parts of requests, such as folds, are computed first");
                context.parallelize(parts, parts.size()).map(new PartWork()).collect();
            }
            context.parallelize(left, left.size())
                    .map(new UnitWork(folder.toString()))
                    .collect();
        }
        return told(units, units.size() - left.size(), folder);
    }

    /** {@return the parts of requests that keep them, such as folds; the requests themselves then find them} */
    private static List<PartWork.OfRequest> parts(List<Unit> units) throws IOException {
        List<PartWork.OfRequest> parts = new ArrayList<>();
        for (Unit unit : units) {
            ObjectNode request = (ObjectNode) Json.MAPPER.readTree(unit.request());
            if (Requests.of(request) instanceof Spreadable spreadable) {
                try {
                    UnitWork.prepare(request);
                    spreadable.left().forEach(name -> parts.add(new PartWork.OfRequest(unit.request(), name)));
                } catch (IOException | IllegalArgumentException e) {
                    // the request itself says it, as its own failure
                }
            }
        }
        return parts;
    }

    private Result<Integer> told(List<Unit> units, int before, Path folder) throws IOException {
        int done = 0;
        ObjectNode json = RequestJson.newObject();
        ArrayNode all = json.putArray("units");
        StringBuilder failures = new StringBuilder();
        for (Unit unit : units) {
            ObjectNode one = all.addObject().put("name", unit.name());
            Path result = unit.result(folder);
            if (Files.exists(result)) {
                done++;
                one.put("result", result.toString());
            } else {
                String reason = Files.exists(unit.failure(folder))
                        ? Files.readString(unit.failure(folder)).strip()
                        : "was not run";
                one.put("error", reason);
                failures.append(String.format(Locale.ROOT, "  %s: %s%n", unit.name(), reason));
            }
        }
        json.put("done", done);
        json.put("failed", units.size() - done);
        String text = String.format(
                Locale.ROOT,
                "%d of %d requests are done, %d of them by earlier runs; their results are in %s%n%s",
                done,
                units.size(),
                before,
                out,
                failures);
        Result<Integer> result = new Result<>(this, done, json, Message.text(text), false, null);
        return done == units.size()
                ? result
                : result.butFailed(BadRequest.of(
                        "%d of %d requests failed; the others are done", units.size() - done, units.size()));
    }
}

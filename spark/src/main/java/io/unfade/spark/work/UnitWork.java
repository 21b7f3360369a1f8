package io.unfade.spark.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.engine.EngineRuntime;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Setting;
import org.apache.spark.api.java.function.Function;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Runs a request in a task, and writes its result into a folder that all machines see. Operations have one thread each, so the
 * numbers are those of a single process with one thread.
 */
public final class UnitWork implements Function<Unit, Boolean> {
    private static final long serialVersionUID = 1;

    private final String folder;

    /** Results go into a folder. */
    public UnitWork(String folder) {
        this.folder = folder;
    }

    /** {@return whether it is done; if not, a file says why} */
    @Override
    public Boolean call(Unit unit) throws IOException {
        Path out = Path.of(folder);
        EngineRuntime.setThreads(1);
        try {
            ObjectNode request = (ObjectNode) Json.MAPPER.readTree(unit.request());
            prepare(request);
            Result<?> result = Requests.of(request).run(new TaskProgress());
            if (result.failure() != null) {
                return failed(unit, result.failure());
            }
            AtomicFile.write(
                    unit.result(out),
                    bytes -> bytes.write(
                            Json.MAPPER.writeValueAsBytes(result.json().put("unit", unit.name()))));
            Files.deleteIfExists(unit.failure(out));
            return true;
        } catch (CancellationException e) {
            throw e; // the cluster has given up the task, not the request
        } catch (IOException | RuntimeException e) {
            return failed(unit, e);
        } catch (OutOfMemoryError e) {
            return failed(unit, new IOException("there was not enough memory in its executor", e));
        }
    }

    private boolean failed(Unit unit, Exception e) throws IOException {
        String reason = Failure.inWords(e, name -> name);
        AtomicFile.write(unit.failure(Path.of(folder)), bytes -> bytes.write(reason.getBytes(StandardCharsets.UTF_8)));
        return false;
    }

    /** Makes the folders of what is written, and lets a request replace what an attempt left that did not come to its end. */
    public static void prepare(ObjectNode request) throws IOException {
        String command = request.path(RequestJson.COMMAND).asText();
        for (Setting setting : Setting.of(Requests.kind(command))) {
            Meaning meaning = setting.meaning();
            if (setting.path().equals(List.of("overwrite"))) {
                request.put("overwrite", true);
            }
            JsonNode path = request.at("/" + String.join("/", setting.path()));
            Path parent = path.isTextual() && !path.asText().isEmpty()
                    ? Path.of(path.asText()).getParent()
                    : null;
            if (meaning != null && meaning.file() == Meaning.File.WRITTEN && parent != null) {
                Files.createDirectories(parent);
            }
        }
    }
}

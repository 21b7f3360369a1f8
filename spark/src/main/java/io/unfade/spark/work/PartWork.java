package io.unfade.spark.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.engine.EngineRuntime;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Spreadable;
import org.apache.spark.api.java.function.Function;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;

/**
 * Computes a part of a request in a task, such as the model of a fold of a cross-validation, and keeps it where all machines see it.
 * What fails is left for the request itself, which then says why.
 */
public final class PartWork implements Function<PartWork.OfRequest, Boolean> {
    private static final long serialVersionUID = 1;

    /**
     * A part.
     *
     * @param request as JSON
     * @param name of the part
     */
    public record OfRequest(String request, String name) implements Serializable {}

    @Override
    public Boolean call(OfRequest part) {
        EngineRuntime.setThreads(1);
        try {
            Spreadable request = (Spreadable) Requests.of((ObjectNode) Json.MAPPER.readTree(part.request()));
            request.compute(part.name(), new TaskProgress());
            return true;
        } catch (CancellationException e) {
            throw e; // the cluster has given up the task, not the request
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return false;
        }
    }
}

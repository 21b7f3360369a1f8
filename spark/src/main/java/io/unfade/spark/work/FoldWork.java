package io.unfade.spark.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.engine.EngineRuntime;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Json;
import org.apache.spark.api.java.function.Function;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;

/**
 * Trains the model of a fold in a task, and keeps it in the folder of its cross-validation, which all machines see. What
 * fails is left for the request itself, which then says why.
 */
public final class FoldWork implements Function<FoldWork.OfRequest, Boolean> {
    private static final long serialVersionUID = 1;

    /**
     * A fold.
     *
     * @param request the cross-validation, as JSON
     * @param name of the fold
     */
    public record OfRequest(String request, String name) implements Serializable {}

    @Override
    public Boolean call(OfRequest fold) {
        EngineRuntime.setThreads(1);
        try {
            CrossValidate request = (CrossValidate) Requests.of((ObjectNode) Json.MAPPER.readTree(fold.request()));
            request.trainFold(fold.name(), new TaskProgress());
            return true;
        } catch (CancellationException e) {
            throw e; // the cluster has given up the task, not the request
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return false;
        }
    }
}

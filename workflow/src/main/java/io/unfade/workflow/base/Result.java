package io.unfade.workflow.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a use case found.
 *
 * @param request what was asked for
 * @param value what was found
 * @param findings for programs; every number of the text is in it
 * @param message for people
 * @param interrupted whether it was cancelled, and something was kept
 * @param failure why not all outputs could be written, though all was found; null if they were
 * @param <T> type of the value
 */
public record Result<T>(
        Request<T> request,
        T value,
        ObjectNode findings,
        Message message,
        boolean interrupted,
        @Nullable Exception failure) {
    /** {@return a result of which all is written} */
    public static <T> Result<T> of(Request<T> request, T value, ObjectNode findings, String text) {
        return new Result<>(request, value, findings, Message.text(text), false, null);
    }

    /** {@return this result, of which not all could be written; all of it if the reason is null} */
    public Result<T> butFailed(@Nullable Exception reason) {
        return new Result<>(request, value, findings, message, interrupted, reason);
    }

    /** {@return the result for programs, with the request that repeats it} */
    public ObjectNode json() {
        ObjectNode json = findings.deepCopy();
        json.set("request", request.toJson());
        return json;
    }

    /** {@return the result for people} */
    public String text() {
        return message.toString();
    }
}

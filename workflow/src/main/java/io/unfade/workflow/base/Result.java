package io.unfade.workflow.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import org.jspecify.annotations.Nullable;

/**
 * The result of a use case.
 *
 * @param request the request
 * @param value the result itself
 * @param findings for programs; contains every number of the text
 * @param message for people
 * @param interrupted whether it was cancelled with a partial result kept
 * @param failure why some outputs could not be written; null if all were
 * @param <T> type of the value
 */
public record Result<T>(
        Request<T> request,
        T value,
        ObjectNode findings,
        Message message,
        boolean interrupted,
        @Nullable Exception failure) {
    /** {@return a result with all outputs written} */
    public static <T> Result<T> of(Request<T> request, T value, ObjectNode findings, String text) {
        return new Result<>(request, value, findings, Message.text(text), false, null);
    }

    /** {@return this result, with the reason why some outputs could not be written; null if all were} */
    public Result<T> butFailed(@Nullable Exception reason) {
        return new Result<>(request, value, findings, message, interrupted, reason);
    }

    /** {@return the result for programs, with the request to repeat it} */
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

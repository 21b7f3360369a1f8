package io.unfade.workflow.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A use case with all its settings: a record of plain values. Its shortest constructor takes the required components.
 *
 * <p>A request can be run any number of times, and several in one process at once.
 *
 * @param <T> type of the result's value
 */
public interface Request<T> {
    /**
     * Runs the use case without showing its progress.
     *
     * @throws BadRequest if it cannot be carried out
     * @throws MalformedFileException if a file violates its format
     */
    default Result<T> run() throws IOException {
        return run(Progress.NONE);
    }

    /**
     * Runs the use case in the calling thread.
     *
     * @param progress told what is done, and asked now and then whether to stop
     * @throws BadRequest if it cannot be carried out
     * @throws MalformedFileException if a file violates its format
     * @throws CancellationException if it was cancelled and nothing was kept
     */
    default Result<T> run(Progress progress) throws IOException {
        Setting.check(this, setting -> false);
        return execute(progress);
    }

    /** What {@link #run} does once the settings are known to go together. */
    Result<T> execute(Progress progress) throws IOException;

    /**
     * {@return this request with one setting changed}
     *
     * @param setting name of a component, such as {@code seed}, or of a nested one, such as {@code architecture.hidden}
     * @param value its value; null for the default
     * @throws BadRequest if there is no such setting, or it cannot have this value
     */
    default Request<T> with(String setting, @Nullable Object value) {
        return RequestJson.with(this, setting, value);
    }

    /**
     * {@return the request that goes on where an interrupted run of this one stopped; empty if that run kept nothing, so
     * that it can only be begun again}
     */
    default Optional<Request<T>> continued() {
        return Optional.empty();
    }

    /** {@return the name of the use case, such as {@code cross-validate}} */
    default String command() {
        return RequestJson.key(getClass().getSimpleName());
    }

    /** {@return the request as {@link RequestJson#read} reads it} */
    default ObjectNode toJson() {
        ObjectNode json = RequestJson.newObject();
        json.put(RequestJson.COMMAND, command());
        json.setAll(RequestJson.write((Record) this));
        return json;
    }
}

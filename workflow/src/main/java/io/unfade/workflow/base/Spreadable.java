package io.unfade.workflow.base;

import io.unfade.check.Progress;

import java.io.IOException;
import java.util.List;

/**
 * A use case whose work can be spread over processes that see the same files: once all parts are there, {@link Request#run}
 * computes none of them, and ends with what it would have come to alone.
 */
public interface Spreadable {
    /**
     * {@return the names of the parts that are not kept yet}
     *
     * @throws BadRequest if the request cannot be carried out
     */
    List<String> left() throws IOException;

    /**
     * Computes one part, and keeps it.
     *
     * @param part its name, one of {@link #left}
     * @throws BadRequest if the request cannot be carried out
     */
    void compute(String part, Progress progress) throws IOException;
}

package io.unfade.check;

import java.io.IOException;

/**
 * Work on something that may fail to read or write.
 *
 * @param <T> what is worked on
 */
@FunctionalInterface
public interface IOConsumer<T> {
    /**
     * Does the work.
     *
     * @param value what is worked on
     * @throws IOException if reading or writing fails
     */
    void accept(T value) throws IOException;
}

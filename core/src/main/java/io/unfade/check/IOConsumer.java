package io.unfade.check;

import java.io.IOException;

/**
 * An operation that may fail to read or write.
 *
 * @param <T> type of the argument
 */
@FunctionalInterface
public interface IOConsumer<T> {
    /**
     * Performs the operation.
     *
     * @param value the argument
     * @throws IOException if reading or writing fails
     */
    void accept(T value) throws IOException;
}

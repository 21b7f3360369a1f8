package io.unfade.workflow.base;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Several outputs of one command, each of which is written even if one before failed. */
public final class Writings {
    private final StringBuilder said = new StringBuilder();
    private @Nullable Exception failure;

    /** One output. */
    @FunctionalInterface
    public interface Writing {
        void write() throws IOException;
    }

    /**
     * Writes an output, or keeps the reason why that failed.
     *
     * @param sentence what is said if it was written
     * @return whether it was
     */
    public boolean write(String sentence, Writing writing) {
        try {
            writing.write();
            said.append('\n').append(sentence);
            return true;
        } catch (IOException | RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
            return false;
        }
    }

    /** {@return what was written, a sentence a line, each line after a line end} */
    public String text() {
        return said.toString();
    }

    /** {@return why the first output that failed could not be written; null if all were} */
    public @Nullable Exception failure() {
        return failure;
    }
}

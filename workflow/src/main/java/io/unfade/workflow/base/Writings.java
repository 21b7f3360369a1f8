package io.unfade.workflow.base;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Several outputs of one command, each written even if an earlier one failed. */
public final class Writings {
    private final StringBuilder said = new StringBuilder();
    private @Nullable Exception failure;

    /** One output. */
    @FunctionalInterface
    public interface Writing {
        void write() throws IOException;
    }

    /**
     * Writes an output, or records why that failed.
     *
     * @param sentence what to report on success
     * @return whether it was written
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

    /** {@return what was written, one sentence per line, each preceded by a line end} */
    public String text() {
        return said.toString();
    }

    /** {@return the reason of the first failure; null if all outputs were written} */
    public @Nullable Exception failure() {
        return failure;
    }
}

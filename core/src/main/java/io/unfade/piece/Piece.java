package io.unfade.piece;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.check.Require;

import java.util.function.Function;

/**
 * A piece of long work, such as one model trained from one seed. Computed once, by one thread, and stored in a file.
 *
 * @param key name of the piece and its file: lower-case letters, digits, dots and hyphens
 * @param computation returns the record; depends only on the settings of the work, and ends early when cancelled
 */
public record Piece(String key, Function<Progress, ObjectNode> computation) {
    /** Checks the key. */
    public Piece {
        Require.argument(key.matches("[a-z0-9][a-z0-9.-]*"), "key '%s' does not fit a file name", key);
    }
}

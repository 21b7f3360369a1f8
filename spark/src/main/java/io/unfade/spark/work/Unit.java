package io.unfade.spark.work;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One request out of many.
 *
 * @param name for people
 * @param request as JSON, with all settings
 * @param key of the request: the same request has the same key
 */
public record Unit(String name, String request, String key) implements Serializable {
    private static final int KEY_BYTES = 8;
    private static final int MOST_LETTERS = 150; // of a file's name, which may have 255 bytes

    /** {@return a request with a name} */
    public static Unit of(String name, ObjectNode request) {
        String text = request.toString();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Unit(name, text, HexFormat.of().formatHex(hash, 0, KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }

    /** {@return the file of its result, which is there once it is done} */
    public Path result(Path folder) {
        return folder.resolve(fileName() + ".json");
    }

    /** {@return the file that says why it failed the last time} */
    public Path failure(Path folder) {
        return folder.resolve(fileName() + ".failed.txt");
    }

    private String fileName() {
        String plain = name.replaceAll("[^A-Za-z0-9.,=_+-]+", "_");
        return plain.substring(0, Math.min(MOST_LETTERS, plain.length())) + "-" + key;
    }
}

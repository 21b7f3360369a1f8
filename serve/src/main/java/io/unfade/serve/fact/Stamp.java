package io.unfade.serve.fact;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** The state of a file, or of the files of a model's folder: another one when they change. */
public record Stamp(List<State> states) {
    private static final List<String> OF_MODELS = List.of("model.json", "weights.safetensors", "provenance.json");

    private record State(
            FileTime modified, long bytes, @Nullable Object key) {
        static State of(BasicFileAttributes attributes) {
            return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /** {@return the state of a file or folder whose attributes are known} */
    public static Stamp of(Path path, BasicFileAttributes attributes, Kind kind) throws IOException {
        if (kind != Kind.MODEL || !attributes.isDirectory()) {
            return new Stamp(List.of(State.of(attributes)));
        }
        List<State> states = new ArrayList<>();
        for (String name : OF_MODELS) {
            try {
                states.add(State.of(Files.readAttributes(path.resolve(name), BasicFileAttributes.class)));
            } catch (NoSuchFileException e) {
                states.add(new State(FileTime.fromMillis(0), -1, null));
            }
        }
        return new Stamp(states);
    }

    /** {@return the state of a file} */
    public static Stamp of(Path file) throws IOException {
        return new Stamp(List.of(State.of(Files.readAttributes(file, BasicFileAttributes.class))));
    }

    /** {@return the bytes of all files that there are} */
    public long bytes() {
        return states.stream().mapToLong(state -> Math.max(0, state.bytes())).sum();
    }

    /** {@return when the latest of them was changed} */
    public FileTime modified() {
        return states.stream().map(State::modified).max(FileTime::compareTo).orElseThrow();
    }
}

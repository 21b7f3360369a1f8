package io.unfade.serve.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.model.ModelFolder;
import io.unfade.serve.form.RequestPaths;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which items a job wrote: what its request names; what lies in a folder that it names, unless that is a model; and the
 * files that a use case writes next to one, under a name that begins like it.
 *
 * @param workspace that the items are in
 */
record WrittenItems(Workspace workspace) {
    private static final int MOST = 50;

    /** {@return the names of the items that a request names for writing and that have changed since a time} */
    List<String> since(Instant start, ObjectNode request) {
        Instant from = start.truncatedTo(ChronoUnit.SECONDS); // some file systems keep no more
        return RequestPaths.written(request).stream()
                .flatMap(item -> of(item, from))
                .distinct()
                .limit(MOST)
                .toList();
    }

    private Stream<String> of(String item, Instant from) {
        try {
            Path place = workspace.resolve(item);
            if (Files.isDirectory(place) && !ModelFolder.holdsModel(place)) {
                return changed(place, "", from).map(name -> item + "/" + name);
            }
            int slash = item.lastIndexOf('/') + 1;
            int dot = item.lastIndexOf('.');
            Path folder = place.getParent();
            Stream<String> own = isChanged(place, from) ? Stream.of(item) : Stream.of();
            if (dot <= slash || folder == null) {
                return own;
            }
            Stream<String> beside = changed(folder, item.substring(slash, dot + 1), from);
            return Stream.concat(own, beside.map(name -> item.substring(0, slash) + name));
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static Stream<String> changed(Path folder, String prefix, Instant from) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> isChanged(file, from))
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix) && !name.startsWith("."))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static boolean isChanged(Path file, Instant from) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(from);
        } catch (IOException e) {
            return false;
        }
    }
}

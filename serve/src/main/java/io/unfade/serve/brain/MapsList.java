package io.unfade.serve.brain;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.MalformedFileException;
import io.unfade.model.ModelJson;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of a folder that belong together, as {@code maps.json} tells.
 *
 * @param series SHA-256 of the series that were explained
 * @param entries those of its images that there are
 */
record MapsList(String series, List<Entry> entries) {
    static final String NAME = "maps.json";
    private static final String FORMAT = "unfade-maps/1";
    private static final long LARGEST = 1 << 20;
    private static final int MOST = 500;

    /**
     * An image, or a file of maps without places.
     *
     * @param item its name in the workspace
     * @param classes that its maps are of
     */
    record Entry(String item, List<String> classes) {
        /** {@return whether it holds every step of the window} */
        boolean isMovie() {
            return item.matches(".*_movie\\.(nii|nii\\.gz|func\\.gii|ptseries\\.nii)");
        }

        String title() {
            return String.join(", ", classes);
        }
    }

    /**
     * {@return the list}
     *
     * @throws MalformedFileException if the file is no such list
     */
    static MapsList read(Workspace workspace, Path file) throws IOException {
        JsonNode json = Files.size(file) > LARGEST ? null : ModelJson.parse(file);
        if (json == null || !json.path("format").asText().equals(FORMAT)) {
            throw new MalformedFileException(file, "format", "must be '" + FORMAT + "'");
        }
        List<Entry> entries = new ArrayList<>();
        String folder = workspace.nameOf(file.resolveSibling(""));
        for (JsonNode entry : json.path("files")) {
            String name =
                    (folder.isEmpty() ? "" : folder + "/") + entry.path("file").asText();
            List<String> classes = new ArrayList<>();
            entry.path("classes").forEach(one -> classes.add(one.asText()));
            if (entries.size() < MOST && isThere(workspace, name)) {
                entries.add(new Entry(name, List.copyOf(classes)));
            }
        }
        return new MapsList(json.path("series").asText(), List.copyOf(entries));
    }

    private static boolean isThere(Workspace workspace, String name) {
        try {
            return Files.isRegularFile(workspace.existing(name));
        } catch (IOException | IllegalArgumentException e) {
            return false; // removed, or a name that is none of this folder
        }
    }
}

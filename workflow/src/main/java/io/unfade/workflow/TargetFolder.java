package io.unfade.workflow;

import io.unfade.model.ModelFolder;
import io.unfade.workflow.base.BadRequest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks the folder that a new model is written to. */
final class TargetFolder {
    private TargetFolder() {}

    /** Fails unless a model can be written to a folder: it is new, empty or holds one. */
    static void check(Path out) throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw BadRequest.in("out", "%s is a file; name a folder", out);
        }
        // the folder is replaced as a whole, which would delete the shell's working folder
        if (Path.of("").toRealPath().startsWith(out.toRealPath())) {
            throw BadRequest.in("out", "%s is the folder you are in; name another one", out.toRealPath());
        }
        if (!ModelFolder.holdsModel(out) && !isEmpty(out)) {
            throw BadRequest.in("out", "the folder %s holds other files; name a new or an empty folder", out);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}

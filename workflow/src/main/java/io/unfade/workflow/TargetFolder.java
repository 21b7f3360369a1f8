package io.unfade.workflow;

import io.unfade.check.AtomicFile;
import io.unfade.model.ModelFolder;
import io.unfade.train.Checkpoint;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Checks the folder that a new model is written to. */
final class TargetFolder {
    private static final String AGAIN = "again";

    private TargetFolder() {}

    /**
     * Fails unless a training can write its checkpoint and its model.
     *
     * @param resume whether it goes on from the checkpoint
     * @param overwrite whether it may replace a model
     */
    static void check(Checkpoint checkpoint, Path out, boolean resume, boolean overwrite) throws IOException {
        Outputs.checkParent(checkpoint.file(), "out");
        check(out);
        if (Files.isDirectory(checkpoint.file())) {
            throw BadRequest.in(
                    "out",
                    "%s, the location of the checkpoint, is a folder; move it away or name another {out}",
                    checkpoint.file());
        }
        if (ModelFolder.holdsModel(out) && !overwrite) {
            throw BadRequest.of("%s already holds a model; {overwrite} replaces it when the new one is done", out);
        }
        if (resume && !checkpoint.exists()) {
            throw BadRequest.in(
                    "resume",
                    "there is no checkpoint %s; omit {resume} to start from the beginning",
                    checkpoint.file());
        }
        if (!resume && !overwrite && checkpoint.exists()) {
            throw BadRequest.of(
                    "%s holds an interrupted training; {resume} continues it, {overwrite} starts over",
                    checkpoint.file());
        }
    }

    /**
     * Fails unless a search can be kept in a folder.
     *
     * @param kept the file of the search
     * @param resume whether it goes on from that
     * @param overwrite whether it may replace another one
     */
    static void checkSearch(Path kept, boolean resume, boolean overwrite) {
        if (resume && !Files.exists(kept)) {
            throw BadRequest.in("resume", "there is no search %s; omit {resume} to start from the beginning", kept);
        }
        if (!resume && !overwrite && Files.exists(kept)) {
            throw BadRequest.of("%s holds a search; {resume} continues it, {overwrite} starts over", kept);
        }
    }

    /**
     * {@return whether the training of a request was begun before; writes the request, and deletes the state of another one}
     *
     * @param file where requests are kept, each with a new folder next to the file in place of the model's
     * @param resume whether there may be one
     */
    static boolean isBegun(Train request, Path file, boolean resume) throws IOException {
        Request<TrainingResult> repeated = request.with("overwrite", false)
                .with("out", file.resolveSibling(AGAIN).toString());
        byte[] bytes = Json.MAPPER.writeValueAsBytes(repeated.toJson());
        boolean same = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes);
        AtomicFile.write(file, stream -> stream.write(bytes));
        Checkpoint checkpoint = Checkpoint.beside(request.out());
        if (resume && same && checkpoint.exists()) {
            return true;
        }
        checkpoint.delete();
        return false;
    }

    /** Fails unless a model can be written to a folder: it is new, empty or holds one. */
    private static void check(Path out) throws IOException {
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

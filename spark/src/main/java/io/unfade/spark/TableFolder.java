package io.unfade.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table that is written slice by slice into {@code OUT/slice=0}, {@code OUT/slice=1} and so on, beside {@code OUT/_plan.json}
 * with the request and the files of each slice: a later run that has the same plan goes on where an earlier one stopped.
 */
final class TableFolder {
    private static final String PLAN = "_plan.json";
    private static final String DONE = "_SUCCESS";

    private final Path folder;
    private final FileSystem files;
    private final List<List<String>> slices = new ArrayList<>();

    private TableFolder(Path folder, FileSystem files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * {@return a table to be written}
     *
     * @param request what is done
     * @param inputs the files that are read
     * @throws BadRequest if there is one already, unless it is to be replaced, or is of the same plan and to be gone on with
     */
    static TableFolder of(Configuration hadoop, String out, ObjectNode request, List<String> inputs, SliceChoice choice)
            throws IOException {
        Path path = new Path(out);
        FileSystem files = path.getFileSystem(hadoop);
        TableFolder table = new TableFolder(files.makeQualified(path), files);
        ObjectNode plan = table.plan(hadoop, request, inputs, choice.slices());
        table.claim(plan, choice);
        return table;
    }

    private ObjectNode plan(Configuration hadoop, ObjectNode request, List<String> inputs, int most)
            throws IOException {
        List<String> sorted =
                inputs.stream().map(input -> decoded(input).toString()).sorted().toList();
        int count = Math.min(most, sorted.size());
        ObjectNode plan = Json.MAPPER.createObjectNode();
        plan.set("request", request);
        ArrayNode all = plan.putArray("slices");
        for (int slice = 0; slice < count; slice++) {
            List<String> own = sorted.subList(
                    (int) ((long) sorted.size() * slice / count), (int) ((long) sorted.size() * (slice + 1) / count));
            slices.add(own);
            ArrayNode written = all.addArray();
            for (String file : own) {
                Path path = new Path(file);
                FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
                written.addObject()
                        .put("file", file)
                        .put("bytes", status.getLen())
                        .put("modified", status.getModificationTime());
            }
        }
        return plan;
    }

    private void claim(ObjectNode plan, SliceChoice choice) throws IOException {
        Path planned = new Path(folder, PLAN);
        boolean there = files.exists(planned);
        if (!there && holdsOthers()) {
            throw BadRequest.of("{out}: %s is there and is no table of such a job; name another folder", folder);
        }
        if (there && choice.resume()) {
            if (!read(planned).equals(Json.MAPPER.readTree(plan.toString()))) { // numbers as they are read
                throw BadRequest.of(
                        "{resume}: %s is of another request, or of files that have changed; {overwrite} begins anew",
                        folder);
            }
            return;
        }
        if (there && !choice.overwrite()) {
            throw BadRequest.of(
                    "{out}: %s is there already; go on with it by {resume}, replace it by {overwrite}, or name another folder",
                    folder);
        }
        if (there) {
            files.delete(folder, true);
        }
        Path fresh = new Path(folder, PLAN + ".tmp");
        try (FSDataOutputStream out = files.create(fresh, true)) {
            out.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(plan));
        }
        if (!files.rename(fresh, planned)) {
            throw new IOException(planned + " cannot be written");
        }
    }

    private JsonNode read(Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return Json.MAPPER.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw BadRequest.of("{resume}: %s is damaged; {overwrite} begins anew", file);
        }
    }

    /** {@return a path that Spark names, whose letters it encodes as those of a URI} */
    static Path decoded(String file) {
        try {
            return new Path(new URI(file));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new Path(file);
        }
    }

    /**
     * Checks that a table can be written as a whole, and deletes what is there if it is to be replaced.
     *
     * @throws BadRequest if there is a folder that is no table, or is not to be replaced
     */
    static void clear(Configuration hadoop, String out, boolean overwrite) throws IOException {
        Path folder = new Path(out);
        FileSystem files = folder.getFileSystem(hadoop);
        if (!files.exists(folder) || files.listStatus(folder).length == 0) {
            return;
        }
        if (!files.exists(new Path(folder, DONE))) {
            throw BadRequest.of("{out}: %s is there and is no table; name another folder", folder);
        }
        if (!overwrite) {
            throw BadRequest.of(
                    "{out}: %s is there already; replace it by {overwrite}, or name another folder", folder);
        }
        files.delete(folder, true);
    }

    private boolean holdsOthers() throws IOException {
        return files.exists(folder)
                && Arrays.stream(files.listStatus(folder))
                        .anyMatch(one -> !one.getPath().getName().equals(PLAN + ".tmp"));
    }

    /** {@return how many slices there are} */
    int count() {
        return slices.size();
    }

    /** {@return the input files of a slice} */
    String[] inputs(int slice) {
        return slices.get(slice).toArray(String[]::new);
    }

    /** {@return the folder of a slice} */
    String folder(int slice) {
        return new Path(folder, "slice=" + slice).toString();
    }

    /** {@return whether a slice is written to its end} */
    boolean isDone(int slice) throws IOException {
        return files.exists(new Path(folder(slice), DONE));
    }

    /** {@return the folders of all slices} */
    String[] folders() {
        String[] all = new String[slices.size()];
        Arrays.setAll(all, this::folder);
        return all;
    }
}

package io.unfade.serve.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.OutputLock;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.base.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Jobs on disk: a file each in a hidden folder of the workspace, which belongs to one server at a time. */
final class JobStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);
    private static final String ENDING = ".json";
    private static final long LARGEST = 64L << 20;

    private final Path folder;
    private final OutputLock lock;
    private boolean closed;

    /**
     * Opens the folder, made if missing.
     *
     * @throws IllegalArgumentException if another server has it
     */
    JobStore(Workspace workspace) throws IOException {
        folder = Files.createDirectories(workspace.own().resolve("jobs"));
        try {
            lock = OutputLock.inside(folder);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(workspace.root() + ": is served already by another process", e);
        }
    }

    /** {@return all jobs, the oldest first} */
    List<Job> read() throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(JobStore::isJob).toList()) {
                try {
                    jobs.add(read(file));
                } catch (IOException | RuntimeException e) { // stays there for people to look at
                    LOG.warn("{} is no job", file, e);
                }
            }
        }
        jobs.sort(Comparator.comparing(Job::created).thenComparing(Job::id));
        return jobs;
    }

    private static boolean isJob(Path file) {
        return file.toString().endsWith(ENDING);
    }

    private static Job read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than any job");
        }
        if (!(Json.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode json)) {
            throw new IOException("it holds no object");
        }
        Job job = Job.of(json);
        if (!file.endsWith(job.id() + ENDING)) {
            throw new IOException("it holds a job of another name");
        }
        return job;
    }

    /** Writes a job, whole or not at all. */
    synchronized void write(Job job) throws IOException {
        if (closed) {
            return; // another server may have the folder now
        }
        byte[] bytes = bytes(job.kept());
        AtomicFile.write(file(job), out -> out.write(bytes));
    }

    private static byte[] bytes(ObjectNode json) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsBytes(json);
    }

    synchronized void delete(Job job) {
        try {
            if (!closed) {
                Files.deleteIfExists(file(job));
            }
        } catch (IOException e) {
            LOG.warn("the job {} cannot be deleted", job.id(), e);
        }
    }

    private Path file(Job job) {
        return folder.resolve(job.id() + ENDING);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            lock.close();
        }
    }
}

package io.unfade.serve.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.serve.form.RequestPaths;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs of a workspace: one runs at a time, the others wait in order. All are kept on disk; a server that starts again over
 * the same workspace goes on with those that waited, and with the one that ran if its use case can. Thread-safe.
 */
public final class Jobs implements AutoCloseable {
    /** How many may wait. */
    public static final int LONGEST_QUEUE = 16;

    static final int MOST_ENDED = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int EVENTS = 500;
    private static final int RETRY_SECONDS = 15;
    private static final int MOST_ATTEMPTS = 3;
    private static final long CLOSE_MILLIS = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final JobStore store;
    private final Workspace workspace;
    private final RequestPaths paths;
    private final JobRun run;
    private final EventLog feed = new EventLog(EVENTS);
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Thread worker;
    private boolean closing;

    /**
     * Takes up the jobs of a workspace and begins to work.
     *
     * @param workspace where jobs are kept, and their items are
     * @throws IllegalArgumentException if another server has the workspace
     */
    public Jobs(Workspace workspace) throws IOException {
        this.workspace = workspace;
        paths = new RequestPaths(workspace);
        run = new JobRun(workspace, this::moved);
        store = new JobStore(workspace);
        for (Job job : store.read()) {
            jobs.put(job.id(), job);
            takeUp(job);
        }
        worker = new Thread(this::work, "unfade-jobs");
        worker.setDaemon(true);
        worker.start();
    }

    private void takeUp(Job job) {
        if (job.isLeft()) {
            Optional<ObjectNode> continued =
                    job.attempts() < MOST_ATTEMPTS ? run.continued(job.request()) : Optional.empty();
            if (continued.isPresent()) {
                job.again(continued.get(), line(continued.get()));
                job.log().append("note", "{\"text\":\"goes on after the server was started again\"}", null);
            } else {
                String error = "the server ended before the job was done; it can be run again";
                job.end(JobState.INTERRUPTED, new Job.Outcome(error, null, null, List.of()));
            }
            keep(job);
        }
        if (job.state() == JobState.WAITING) {
            queue.add(job);
        } else {
            told(job, "end");
        }
    }

    private static String line(ObjectNode request) {
        return RequestJson.commandLine(Requests.of(request));
    }

    /**
     * Puts a request into the queue.
     *
     * @param request in JSON, which names items
     * @return its job
     * @throws BadRequest if it describes no use case, or names files outside of the workspace
     * @throws QueueFull if too many wait
     */
    public Job submit(ObjectNode request) throws IOException {
        Requests.of(paths.placed(request));
        Instant now = Instant.now();
        byte[] random = new byte[3];
        RANDOM.nextBytes(random);
        String id = STAMP.format(now) + "-" + HexFormat.of().formatHex(random);
        Job job = new Job(id, now, request.deepCopy(), line(request));
        synchronized (this) {
            if (closing) {
                throw new QueueFull("the server is ending", RETRY_SECONDS);
            }
            if (queue.size() >= LONGEST_QUEUE) {
                throw new QueueFull(
                        LONGEST_QUEUE + " jobs wait already, and no more may; cancel one, or try later", RETRY_SECONDS);
            }
            store.write(job);
            jobs.put(id, job);
            queue.add(job);
            forgetOldest();
            changed(job);
            notifyAll();
        }
        return job;
    }

    private void forgetOldest() {
        List<Job> ended =
                jobs.values().stream().filter(job -> job.state().isEnded()).toList();
        for (Job job : ended.subList(0, Math.max(0, ended.size() - MOST_ENDED))) {
            forget(job);
        }
    }

    private synchronized void forget(Job job) {
        jobs.remove(job.id());
        store.delete(job);
        job.log().end();
        ObjectNode gone = RequestJson.newObject();
        gone.put("id", job.id());
        feed.append("gone", gone.toString(), job.id());
    }

    /** {@return all jobs, the newest first} */
    public synchronized List<Job> all() {
        List<Job> all = new ArrayList<>(jobs.values());
        Collections.reverse(all);
        return all;
    }

    /** {@return a job, if there is one of this name} */
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** {@return how many wait} */
    public synchronized int waiting() {
        return queue.size();
    }

    /** {@return what happens to all jobs, and to the items of the workspace} */
    public EventLog feed() {
        return feed;
    }

    /** Tells listeners that items were written, changed or deleted. */
    public void itemsChanged() {
        feed.append("items", "{}", "items");
    }

    /** {@return a job in JSON; whole if it has its result for programs} */
    public synchronized ObjectNode json(Job job, boolean whole) {
        return job.json(new ArrayList<>(queue).indexOf(job) + 1, whole);
    }

    /** Ends a job that waits or runs, or forgets one that has ended. Returns whether it is forgotten. */
    public boolean cancelOrForget(Job job) {
        synchronized (this) {
            if (queue.remove(job)) {
                job.end(JobState.CANCELLED, Job.Outcome.NONE);
            } else if (job.state() == JobState.RUNNING) {
                job.cancel();
                return false;
            } else {
                forget(job);
                return true;
            }
        }
        ended(job);
        return false;
    }

    private void work() {
        for (Job job = next(); job != null; job = next()) {
            keep(job);
            changed(job);
            run.run(job, this::isClosing);
            ended(job);
            workspace.changed();
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized @Nullable Job next() {
        try {
            while (queue.isEmpty() && !closing) {
                wait();
            }
        } catch (InterruptedException e) {
            return null;
        }
        if (closing) {
            return null;
        }
        Job job = queue.remove();
        job.start();
        queue.forEach(this::changed); // they moved up
        return job;
    }

    private void ended(Job job) {
        keep(job);
        changed(job);
        told(job, "end");
    }

    private void told(Job job, String event) {
        job.log().append(event, json(job, false).toString(), event);
        job.log().end();
    }

    /** Tells all listeners how a job stands. */
    private void changed(Job job) {
        job.log().append("state", json(job, false).toString(), "state");
        moved(job);
    }

    private void moved(Job job) {
        feed.append("job", json(job, false).toString(), job.id());
    }

    private void keep(Job job) {
        try {
            store.write(job);
        } catch (IOException e) { // such as a full disk: the job itself goes on
            LOG.warn("the job {} cannot be kept", job.id(), e);
        }
    }

    /** Ends the running job, which keeps what it can, and waits for that a while; those that wait stay on disk. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            jobs.values().stream()
                    .filter(job -> job.state() == JobState.RUNNING)
                    .forEach(Job::cancel);
            notifyAll();
        }
        try {
            worker.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Job job : all()) {
            if (job.state() == JobState.RUNNING) {
                keep(job); // as running: it is taken up like one of a server that died
            }
            job.log().end();
        }
        feed.end();
        store.close();
    }
}

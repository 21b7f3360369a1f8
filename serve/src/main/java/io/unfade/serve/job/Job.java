package io.unfade.serve.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request that waits, runs or ran. Thread-safe. */
public final class Job {
    private static final int EVENTS = 1200;

    private final String id;
    private final Instant created;
    private final EventLog log = new EventLog(EVENTS);
    private final Reached reached = new Reached();
    private ObjectNode request;
    private String commandLine;
    private JobState state = JobState.WAITING;
    private int attempts;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private Outcome outcome = Outcome.NONE;
    private boolean left;
    private volatile boolean cancelled;

    /**
     * What a job gave.
     *
     * @param error why it failed; null if it did not
     * @param text for people; null for none
     * @param result for programs; null for none
     * @param outputs items that it wrote
     */
    record Outcome(
            @Nullable String error,
            @Nullable String text,
            @Nullable ObjectNode result,
            List<String> outputs) {
        static final Outcome NONE = new Outcome(null, null, null, List.of());
    }

    Job(String id, Instant created, ObjectNode request, String commandLine) {
        this.id = id;
        this.created = created;
        this.request = request;
        this.commandLine = commandLine;
    }

    /** {@return its name} */
    public String id() {
        return id;
    }

    /** {@return what happens to it} */
    public EventLog log() {
        return log;
    }

    /** {@return how far it is} */
    public synchronized JobState state() {
        return state;
    }

    synchronized ObjectNode request() {
        return request.deepCopy();
    }

    Instant created() {
        return created;
    }

    Reached reached() {
        return reached;
    }

    /** Asks it to end. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    synchronized int attempts() {
        return attempts;
    }

    /** {@return whether the server ended while it ran, and nobody decided yet whether it goes on} */
    synchronized boolean isLeft() {
        return left;
    }

    synchronized void start() {
        state = JobState.RUNNING;
        started = Instant.now();
        attempts++;
        reached.restart();
    }

    synchronized void end(JobState how, Outcome what) {
        state = how;
        outcome = what;
        ended = Instant.now();
        left = false;
        if (how == JobState.DONE) {
            reached.finish();
        }
    }

    /** Marks it as ended with the server. */
    synchronized void leave(Outcome what) {
        end(JobState.INTERRUPTED, what);
        left = true;
    }

    /** Puts it back into the queue with another request, which goes on where it stopped. */
    synchronized void again(ObjectNode continued, String line) {
        request = continued;
        commandLine = line;
        state = JobState.WAITING;
        outcome = Outcome.NONE;
        ended = null;
        left = false;
    }

    /**
     * {@return the job in JSON}
     *
     * @param position in the queue, from 1; 0 for none
     * @param whole with the result for programs
     */
    synchronized ObjectNode json(int position, boolean whole) {
        ObjectNode json = RequestJson.newObject();
        json.put("id", id);
        json.put("command", request.path(RequestJson.COMMAND).asText());
        json.set("request", request.deepCopy());
        json.put("commandLine", commandLine);
        json.put("state", state.key());
        if (position > 0) {
            json.put("position", position);
        }
        json.put("created", created.toString());
        put(json, "started", started);
        put(json, "ended", ended);
        reached.addTo(json, state == JobState.RUNNING);
        put(json, "error", outcome.error());
        put(json, "text", outcome.text());
        if (whole && outcome.result() != null) {
            json.set("result", outcome.result());
        }
        outcome.outputs().forEach(json.putArray("outputs")::add);
        return json;
    }

    private static void put(ObjectNode json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value.toString());
        }
    }

    /** {@return all that is kept on disk} */
    synchronized ObjectNode kept() {
        ObjectNode json = json(0, true);
        json.put("attempts", attempts);
        json.put("left", left);
        var events = json.putArray("events");
        log.kept().forEach(event -> events.addObject().put("name", event.name()).put("data", event.data()));
        return json;
    }

    /** {@return a job from what was kept of it} */
    static Job of(ObjectNode kept) {
        Job job = new Job(
                kept.path("id").textValue(),
                Instant.parse(kept.path("created").asText()),
                (ObjectNode) kept.path("request"),
                kept.path("commandLine").asText());
        job.read(kept);
        return job;
    }

    private synchronized void read(ObjectNode kept) {
        state = JobState.of(kept.path("state").asText());
        attempts = kept.path("attempts").asInt();
        left = kept.path("left").asBoolean() || state == JobState.RUNNING;
        started = kept.has("started") ? Instant.parse(kept.path("started").asText()) : null;
        ended = kept.has("ended") ? Instant.parse(kept.path("ended").asText()) : null;
        List<String> outputs = new ArrayList<>();
        kept.path("outputs").forEach(item -> outputs.add(item.asText()));
        outcome = new Outcome(
                kept.path("error").textValue(),
                kept.path("text").textValue(),
                kept.path("result") instanceof ObjectNode result ? result : null,
                List.copyOf(outputs));
        reached.read(kept);
        kept.path("events")
                .forEach(event -> log.append(
                        event.path("name").asText(), event.path("data").asText(), null));
    }
}

package io.unfade.serve.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.PlainText;
import io.unfade.check.Progress;
import io.unfade.serve.form.CommandForms;
import io.unfade.workflow.base.RequestJson;

import java.util.Map;
import java.util.function.UnaryOperator;

/** What a running use case says, as events of its job. */
final class JobProgress implements Progress {
    private static final long EVENT_NANOS = 200_000_000L;

    private final Job job;
    private final UnaryOperator<String> shown;
    private final Runnable moved;
    private long lastEvent = System.nanoTime() - EVENT_NANOS;

    /**
     * Starts with nothing said.
     *
     * @param shown what of a text may be seen
     * @param moved is called after an event, at most a few times in a second
     */
    JobProgress(Job job, UnaryOperator<String> shown, Runnable moved) {
        this.job = job;
        this.shown = shown;
        this.moved = moved;
    }

    @Override
    public void update(String task, double done, String detail) {
        job.reached().update(line(task), done, line(detail));
        long now = System.nanoTime();
        if (now - lastEvent >= EVENT_NANOS || done >= 1) {
            lastEvent = now;
            ObjectNode json = RequestJson.newObject();
            job.reached().addTo(json, true);
            job.log().append("progress", json.toString(), "progress");
            moved.run();
        }
    }

    @Override
    public void step(String text) {
        step(text, Map.of());
    }

    @Override
    public void step(String text, Map<String, Double> values) {
        ObjectNode json = text(text);
        if (!values.isEmpty()) {
            ObjectNode numbers = json.putObject("values");
            values.forEach((name, value) -> {
                if (name.equals("epoch")) {
                    json.put(name, value.intValue());
                } else if (Double.isFinite(value)) {
                    numbers.put(name, value);
                }
            });
        }
        job.log().append("step", json.toString(), null);
        moved.run();
    }

    @Override
    public void begin(String text) {
        job.log().append("note", text(text).toString(), null);
    }

    @Override
    public void note(Message note) {
        begin(note.inWords(CommandForms::option));
    }

    @Override
    public boolean cancelled() {
        return job.isCancelled();
    }

    private ObjectNode text(String text) {
        ObjectNode json = RequestJson.newObject();
        json.put("text", line(text));
        return json;
    }

    private String line(String text) {
        return PlainText.oneLine(shown.apply(text));
    }
}

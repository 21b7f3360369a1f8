package io.unfade.serve.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.job.Job;
import io.unfade.serve.job.Jobs;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;

import java.io.IOException;

/** Jobs: put into the queue, looked at, followed, ended. */
public final class JobRoutes {
    private final Jobs jobs;
    private final EventStreams streams;

    public JobRoutes(Jobs jobs, EventStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    /** Adds the routes. */
    public void add(RoutesConfig routes) {
        routes.post("/api/v1/jobs", this::submit);
        routes.get("/api/v1/jobs", this::list);
        routes.get("/api/v1/jobs/{id}", context -> Answers.json(context, jobs.json(job(context), true)));
        routes.delete("/api/v1/jobs/{id}", this::end);
        routes.get(
                "/api/v1/jobs/{id}/events",
                context -> streams.follow(context, job(context).log(), 0));
        routes.get(
                "/api/v1/events",
                context -> streams.follow(context, jobs.feed(), jobs.feed().last()));
    }

    private void submit(Context context) throws IOException {
        ObjectNode request = RequestBody.object(context);
        try {
            Job job = jobs.submit(request);
            context.status(HttpStatus.ACCEPTED).header("Location", "/api/v1/jobs/" + job.id());
            Answers.json(context, jobs.json(job, false));
        } catch (BadRequest e) {
            throw RequestBody.refusal(request, e);
        }
    }

    private void list(Context context) {
        ObjectNode json = RequestJson.newObject();
        ArrayNode all = json.putArray("jobs");
        jobs.all().forEach(job -> all.add(jobs.json(job, false)));
        Answers.json(context, json);
    }

    private void end(Context context) {
        boolean forgotten = jobs.cancelOrForget(job(context));
        context.status(forgotten ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED);
    }

    private Job job(Context context) {
        String id = context.pathParam("id");
        return jobs.find(id)
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "there is no job '" + id + "' (any more)"));
    }
}

package io.unfade.serve.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.job.Jobs;
import io.unfade.serve.workspace.Examples;

import java.io.IOException;
import java.util.List;

/** Examples to begin with. */
public final class ExampleRoutes {
    private static final String RETRY_SECONDS = "15";

    private final Examples examples;
    private final Jobs jobs;

    public ExampleRoutes(Examples examples, Jobs jobs) {
        this.examples = examples;
        this.jobs = jobs;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/examples", context -> Answers.json(context, examples.list()));
        routes.post("/api/v1/examples/{name}", this::make);
    }

    private void make(Context context) throws IOException {
        String name = context.pathParam("name");
        List<ObjectNode> requests = examples.requests(name);
        synchronized (jobs) { // all of them or none
            if (jobs.waiting() + requests.size() > Jobs.LONGEST_QUEUE) {
                context.header("Retry-After", RETRY_SECONDS);
                throw new Refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too many jobs wait already for the " + requests.size() + " of this example; try later");
            }
            examples.prepare(name);
            ArrayNode ids = JsonNodeFactory.instance.arrayNode();
            for (ObjectNode request : requests) {
                ids.add(jobs.submit(request).id());
            }
            context.status(HttpStatus.ACCEPTED);
            Answers.json(context, ids);
        }
    }
}

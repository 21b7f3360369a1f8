package io.unfade.serve.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.unfade.serve.form.CommandForms;
import io.unfade.serve.form.RequestPaths;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.result.MethodList;

import java.io.IOException;

/** What can be asked: the use cases, a check of what was filled in, the methods. */
public final class CommandRoutes {
    private static final int STEPS = 100;
    private static final int FEATURES = 10;

    private final RequestPaths paths;
    private final ObjectNode forms = CommandForms.json();

    /** @param paths of the items that a request names */
    public CommandRoutes(RequestPaths paths) {
        this.paths = paths;
    }

    /** Adds the routes. */
    public void add(RoutesConfig routes) {
        routes.get("/api/v1/commands", context -> Answers.json(context, forms));
        routes.post("/api/v1/commands/check", this::check);
        routes.get("/api/v1/methods", context -> Answers.json(context, new MethodList(STEPS, FEATURES).json()));
    }

    private void check(Context context) throws IOException {
        ObjectNode request = RequestBody.object(context);
        try {
            Requests.of(paths.placed(request));
            ObjectNode json = RequestJson.newObject();
            json.put("commandLine", RequestJson.commandLine(Requests.of(request)));
            Answers.json(context, json);
        } catch (BadRequest e) {
            throw RequestBody.refusal(request, e);
        }
    }
}

package io.unfade.serve.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Provenance;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.Requests;

/** What is served. */
public final class AboutRoutes {
    private final Workspace workspace;
    private final boolean tokenNeeded;

    /** @param tokenNeeded whether requests must show a token */
    public AboutRoutes(Workspace workspace, boolean tokenNeeded) {
        this.workspace = workspace;
        this.tokenNeeded = tokenNeeded;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/about", this::about);
    }

    private void about(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", Provenance.version());
        json.put("folder", workspace.nameOfFolder());
        json.put("threads", EngineRuntime.threads());
        json.put("commands", Requests.commands().size());
        json.put("tokenNeeded", tokenNeeded);
        json.put("changes", workspace.changes());
        Answers.json(context, json);
    }
}

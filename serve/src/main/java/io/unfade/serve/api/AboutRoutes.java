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
    private final long uploadLimit;

    /**
     * @param tokenNeeded whether requests must show a token
     * @param uploadLimit bytes of the largest file that is taken
     */
    public AboutRoutes(Workspace workspace, boolean tokenNeeded, long uploadLimit) {
        this.workspace = workspace;
        this.tokenNeeded = tokenNeeded;
        this.uploadLimit = uploadLimit;
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
        json.put("uploadLimit", uploadLimit);
        json.put("changes", workspace.changes());
        Answers.json(context, json);
    }
}

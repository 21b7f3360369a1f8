package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.unfade.serve.workspace.Contents;

/** The files of the workspace. */
public final class WorkspaceRoutes {
    private final Contents contents;

    public WorkspaceRoutes(Contents contents) {
        this.contents = contents;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/items", context -> Answers.json(context, contents.list()));
    }
}

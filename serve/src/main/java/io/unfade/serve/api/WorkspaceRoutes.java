package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.workspace.Contents;
import io.unfade.serve.workspace.Deletions;
import io.unfade.serve.workspace.UploadRefused;
import io.unfade.serve.workspace.Uploads;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.util.regex.Pattern;

/** The items of the workspace: what there is, files that are taken, what is deleted. */
public final class WorkspaceRoutes {
    private static final String RETRY_SECONDS = "5";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Contents contents;
    private final Uploads uploads;
    private final Deletions deletions;

    /** @param uploadLimit bytes of the largest file that is taken */
    public WorkspaceRoutes(Workspace workspace, Contents contents, long uploadLimit) {
        this.contents = contents;
        uploads = new Uploads(workspace, contents, uploadLimit);
        deletions = new Deletions(workspace, contents);
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/items", context -> Answers.json(context, contents.list()));
        routes.get(
                "/api/v1/item", context -> Answers.json(context, contents.describe(Answers.required(context, "name"))));
        routes.delete("/api/v1/item", this::delete);
        routes.get(
                "/api/v1/thumbnail",
                context -> context.header("Cache-Control", "no-cache")
                        .contentType("image/png")
                        .result(contents.thumbnail(Answers.required(context, "name"))));
        routes.put("/api/v1/files/<name>", this::put);
    }

    private void delete(Context context) throws IOException {
        try {
            deletions.delete(Answers.required(context, "name"));
        } catch (IllegalStateException e) {
            throw new Refusal(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private void put(Context context) throws IOException {
        String announced = context.header("Content-Length");
        long length = announced != null && LENGTH.matcher(announced).matches() ? Long.parseLong(announced) : -1;
        boolean replace = !"*".equals(context.header("If-None-Match"));
        try {
            var item = uploads.take(context.pathParam("name"), context.bodyInputStream(), length, replace);
            context.status(HttpStatus.CREATED);
            Answers.json(context, item.json());
        } catch (UploadRefused e) {
            throw refusal(context, e);
        }
    }

    private static Refusal refusal(Context context, UploadRefused e) {
        context.header("Connection", "close"); // bytes that nobody reads may follow
        HttpStatus status = switch (e.reason()) {
            case IN_USE -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNREADABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
            case BROKEN_OFF -> HttpStatus.BAD_REQUEST;
        };
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            context.header("Retry-After", RETRY_SECONDS);
        }
        return new Refusal(status, String.valueOf(e.getMessage()));
    }
}

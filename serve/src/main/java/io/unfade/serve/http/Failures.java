package io.unfade.serve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.unfade.check.PlainText;
import io.unfade.serve.job.QueueFull;
import io.unfade.workflow.base.Failure;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.function.UnaryOperator;

/**
 * Failures as answers: a status, and an object with one line for people as its key {@code error}. The rest of the request's body
 * is read before, up to a bound: a sender in the midst of its body would else find the connection broken instead of the answer.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long READ_AT_MOST = 64L << 20;
    private static final String NO_MEMORY = "there was not enough memory; ask for less, or give the server more";

    private final UnaryOperator<String> shown;

    /** @param shown what of a message may be seen: without the places of files on this machine */
    public Failures(UnaryOperator<String> shown) {
        this.shown = shown;
    }

    /** Answers all failures of routes. */
    public void answer(JavalinConfig config) {
        answer(config.routes);
        config.router.javaLangErrorHandler(Failures::error);
    }

    private void answer(RoutesConfig routes) {
        routes.exception(
                Refusal.class, (e, context) -> reply(context, e.status(), String.valueOf(e.getMessage()), e.setting()));
        routes.exception(QueueFull.class, (e, context) -> {
            context.header("Retry-After", String.valueOf(e.seconds()));
            reply(context, HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()));
        });
        routes.exception(
                NotFoundResponse.class,
                (e, context) -> reply(context, HttpStatus.NOT_FOUND, "there is nothing at " + context.path()));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> reply(context, HttpStatus.forStatus(e.getStatus()), String.valueOf(e.getMessage())));
        routes.exception(
                JsonProcessingException.class,
                (e, context) -> reply(context, HttpStatus.BAD_REQUEST, "is not JSON: " + e.getOriginalMessage()));
        routes.exception(Exception.class, this::other);
    }

    private void other(Exception e, Context context) {
        if (e instanceof NoSuchFileException) {
            reply(context, HttpStatus.NOT_FOUND, Failure.inWords(e, name -> name));
        } else if (Failure.isUsersDoing(e)) {
            reply(context, HttpStatus.BAD_REQUEST, Failure.inWords(e, name -> name));
        } else {
            LOG.error("{} {} failed", context.method(), context.path(), e);
            reply(context, HttpStatus.INTERNAL_SERVER_ERROR, Failure.inWords(e, name -> name));
        }
    }

    private static void error(HttpServletResponse response, Error e) {
        LOG.error("a request failed", e);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("error", e instanceof OutOfMemoryError ? NO_MEMORY : "the server failed; its log says how");
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
        response.setContentType("application/json");
        try {
            response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException gone) { // or the answer has begun
            LOG.debug("a failure could not be told", gone);
        }
    }

    private void reply(Context context, HttpStatus status, String message) {
        reply(context, status, message, null);
    }

    private void reply(Context context, HttpStatus status, String message, @Nullable String setting) {
        readRest(context);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("error", PlainText.oneLine(shown.apply(message)));
        if (setting != null) {
            json.put("setting", setting);
        }
        context.status(status).contentType("application/json").result(json.toString());
    }

    private static void readRest(Context context) {
        if (context.header("Expect") != null) {
            return; // a sender that waits to be asked sends nothing
        }
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream body = context.req().getInputStream();
            long sum = 0;
            for (int count = 0; count >= 0 && sum < READ_AT_MOST; count = body.read(buffer)) {
                sum += count;
            }
        } catch (IOException | RuntimeException e) { // the server's library tells both ways that the sender has gone
            LOG.debug("{} {} was broken off", context.method(), context.path(), e);
        }
    }
}

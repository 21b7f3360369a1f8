package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsCloseStatus;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.unfade.check.PlainText;
import io.unfade.serve.form.CommandForms;
import io.unfade.serve.job.QueueFull;
import io.unfade.serve.model.ModelDesk;
import io.unfade.serve.model.StreamedSeries;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Series that come step by step over a WebSocket: a connection is one series after the other, of one model. */
public final class StreamRoutes {
    /** Bytes of the longest message. */
    public static final int LONGEST_MESSAGE = 1 << 20;

    /** After so long without a message a connection is closed. */
    public static final Duration IDLE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);
    private static final int MOST = 32;

    private final ModelDesk desk;
    private final UnaryOperator<String> shown;
    private final Map<String, StreamedSeries> open = new ConcurrentHashMap<>();

    /** @param shown what of a message may be seen */
    public StreamRoutes(ModelDesk desk, UnaryOperator<String> shown) {
        this.desk = desk;
        this.shown = shown;
    }

    /** Adds the route. */
    public void add(RoutesConfig routes) {
        routes.ws("/api/v1/stream", this::connections);
    }

    private void connections(WsConfig connections) {
        connections.onConnect(this::connect);
        connections.onMessage(context -> answer(context, context.message()));
        connections.onBinaryMessage(context -> answer(context, ""));
        connections.onClose(context -> open.remove(context.sessionId()));
        connections.onError(context -> open.remove(context.sessionId()));
    }

    private void connect(WsContext context) {
        try {
            String model = context.queryParam("model");
            if (model == null) {
                throw new IllegalArgumentException("the query must say 'model'");
            }
            if (open.size() >= MOST) {
                throw new QueueFull(MOST + " series are open already, and no more may be", 0);
            }
            open.put(context.sessionId(), new StreamedSeries(desk.stream(model)));
        } catch (IOException | RuntimeException e) {
            context.send(error(e));
            context.closeSession(WsCloseStatus.POLICY_VIOLATION, "see the message before");
        }
    }

    private void answer(WsContext context, String message) {
        StreamedSeries series = open.get(context.sessionId());
        if (series != null) {
            context.send(answer(series, message));
        }
    }

    private String answer(StreamedSeries series, String message) {
        synchronized (series) {
            try {
                return series.answer(message).toString();
            } catch (IOException | RuntimeException e) {
                return error(e);
            }
        }
    }

    private String error(Exception e) {
        boolean known = Failure.isUsersDoing(e) || e instanceof IOException || e instanceof QueueFull;
        if (!known) {
            LOG.error("a step of a stream failed", e);
        }
        @Nullable String said = e instanceof QueueFull ? e.getMessage() : Failure.inWords(e, CommandForms::option);
        return RequestJson.newObject()
                .put("error", PlainText.oneLine(shown.apply(String.valueOf(said))))
                .toString();
    }
}

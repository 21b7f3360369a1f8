package io.unfade.serve.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.job.EventLog;
import io.unfade.serve.job.QueueFull;

import java.util.concurrent.atomic.AtomicInteger;

/** Logs of events as streams, each with a thread of its own, so that nothing waits for a slow client. */
public final class EventStreams {
    private static final int MOST = 64;
    private static final int RETRY_SECONDS = 30;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final AtomicInteger open = new AtomicInteger();

    /**
     * Answers with the events of a log as they come, until it ends or the client goes. A client that shows the last event
     * that it got receives what came after that.
     *
     * @param from number of the event before the first for a client that shows none
     */
    void follow(Context context, EventLog log, long from) {
        String accept = context.header("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            throw new Refusal(HttpStatus.NOT_ACCEPTABLE, "this is a stream of events; accept text/event-stream");
        }
        String shown = context.header("Last-Event-ID");
        long at = shown == null ? from : log.number(shown);
        if (shown != null && log.endedAfter(at)) {
            context.status(HttpStatus.NO_CONTENT); // so a browser does not ask again
            return;
        }
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new QueueFull(MOST + " clients follow events already, and no more may", RETRY_SECONDS);
        }
        new SseHandler(0, client -> start(client, log, at)).handle(context);
    }

    private void start(SseClient client, EventLog log, long at) {
        client.keepAlive();
        Thread thread = new Thread(() -> send(client, log, at), "unfade-events");
        thread.setDaemon(true);
        thread.start();
    }

    private void send(SseClient client, EventLog log, long from) {
        long at = from;
        try {
            while (!client.terminated() && !log.endedAfter(at)) {
                long before = at;
                for (EventLog.Event event : log.after(at, HEARTBEAT_MILLIS)) {
                    client.sendEvent(event.name(), event.data(), log.id(event.number()));
                    at = event.number();
                }
                if (at == before) {
                    client.sendComment("still here");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
            client.close();
        }
    }
}

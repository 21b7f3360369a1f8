package io.unfade.serve.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.job.EventLog;
import io.unfade.serve.job.QueueFull;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logs of events as streams. Each keeps the thread of its request, so that nothing else waits for a slow client; so their
 * number is well below that of the threads.
 */
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
        try {
            send(context.res(), log, at);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    /** Writes until the log ends or the client is gone, which the next line to it shows. */
    private static void send(HttpServletResponse response, EventLog log, long from) throws InterruptedException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        long at = from;
        try {
            OutputStream out = response.getOutputStream();
            write(out, ": here\n\n");
            while (!log.endedAfter(at)) {
                long before = at;
                for (EventLog.Event event : log.after(at, HEARTBEAT_MILLIS)) {
                    write(
                            out,
                            "id: " + log.id(event.number()) + "\nevent: " + event.name() + "\ndata: " + event.data()
                                    + "\n\n");
                    at = event.number();
                }
                if (at == before) {
                    write(out, ": still here\n\n");
                }
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

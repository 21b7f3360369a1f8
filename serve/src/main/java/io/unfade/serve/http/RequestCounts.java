package io.unfade.serve.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts of requests by route and status, and how long they took, in the text format of Prometheus. Thread-safe. */
public final class RequestCounts {
    private static final double[] BOUNDS = {0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60};
    private static final String STREAM = "text/event-stream";
    private static final float MILLIS = 1000;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Times> times = new TreeMap<>();

    /** How long the requests of one route took. */
    private static final class Times {
        private final long[] within = new long[BOUNDS.length];
        private long count;
        private double sum;

        private void add(double seconds) {
            for (int i = 0; i < BOUNDS.length; i++) {
                within[i] += seconds <= BOUNDS[i] ? 1 : 0;
            }
            count++;
            sum += seconds;
        }
    }

    /** Counts all requests from now on. */
    public void count(JavalinConfig config) {
        config.requestLogger.http((context, millis) -> add(context, millis / MILLIS));
    }

    private void add(Context context, double seconds) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        // what was asked for is never a label: it could name files, and there is no end of it
        String route = "route=\"" + (endpoint == null ? "other" : endpoint.path) + "\",method=\""
                + (endpoint == null ? "other" : context.method().name()) + "\"";
        String type = context.res().getContentType();
        synchronized (this) {
            counts.merge(route + ",status=\"" + context.statusCode() + "\"", 1L, Long::sum);
            if (type == null || !type.startsWith(STREAM)) { // which lasts as long as its client likes
                times.computeIfAbsent(route, any -> new Times()).add(seconds);
            }
        }
    }

    /** Appends the numbers so far. */
    public synchronized void write(StringBuilder text) {
        text.append("# HELP unfade_http_requests_total Requests by route, method and status.\n")
                .append("# TYPE unfade_http_requests_total counter\n");
        counts.forEach((labels, count) -> text.append("unfade_http_requests_total{")
                .append(labels)
                .append("} ")
                .append(count)
                .append('\n'));
        text.append("# HELP unfade_http_request_seconds How long requests took, without streams.\n")
                .append("# TYPE unfade_http_request_seconds histogram\n");
        times.forEach((labels, of) -> write(text, labels, of));
    }

    private static void write(StringBuilder text, String labels, Times times) {
        String name = "unfade_http_request_seconds";
        for (int i = 0; i < BOUNDS.length; i++) {
            text.append(String.format(
                    Locale.ROOT, "%s_bucket{%s,le=\"%s\"} %d\n", name, labels, BOUNDS[i], times.within[i]));
        }
        text.append(String.format(Locale.ROOT, "%s_bucket{%s,le=\"+Inf\"} %d\n", name, labels, times.count));
        text.append(String.format(Locale.ROOT, "%s_sum{%s} %.6f\n", name, labels, times.sum));
        text.append(String.format(Locale.ROOT, "%s_count{%s} %d\n", name, labels, times.count));
    }
}

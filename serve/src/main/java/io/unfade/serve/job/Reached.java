package io.unfade.serve.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How far a job has come, and how long it may still take. Thread-safe. */
final class Reached {
    private static final double TOO_EARLY = 1e-3;

    private String task = "";
    private double share;
    private String detail = "";
    private long since = System.nanoTime();
    private double sinceShare;

    /** Begins anew, as when the job starts. */
    synchronized void restart() {
        since = System.nanoTime();
        sinceShare = 0;
        share = 0;
        task = "";
        detail = "";
    }

    /** The end: not all use cases say that they have come there. */
    synchronized void finish() {
        share = 1;
    }

    /** Takes what a use case says; a share that falls is that of another part, whose time counts from now. */
    synchronized void update(String nowTask, double nowShare, String nowDetail) {
        double bounded = Double.isNaN(nowShare) ? 0 : Math.max(0, Math.min(1, nowShare));
        if (bounded < share) {
            since = System.nanoTime();
            sinceShare = bounded;
        }
        task = nowTask;
        share = bounded;
        detail = nowDetail;
    }

    synchronized void addTo(ObjectNode json, boolean running) {
        json.put("task", task);
        json.put("progress", share);
        json.put("detail", detail);
        double gone = share - sinceShare;
        if (running && gone > TOO_EARLY) {
            json.put("secondsLeft", Math.round((System.nanoTime() - since) / 1e9 * (1 - share) / gone));
        }
    }

    synchronized void read(JsonNode kept) {
        task = kept.path("task").asText();
        share = kept.path("progress").asDouble();
        detail = kept.path("detail").asText();
    }
}

package io.unfade.serve.job;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What happened lately, for any number of listeners that each read at their own pace: who writes never waits for them.
 * Bounded: the oldest events go, and of events with a key only the last is kept. Thread-safe.
 */
public final class EventLog {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String origin;
    private final int most;
    private final Map<Long, Event> events = new LinkedHashMap<>();
    private final Map<String, Long> ofKey = new HashMap<>();
    private long last;
    private boolean ended;

    /**
     * One event.
     *
     * @param number that grows from one to the next
     * @param name of its kind
     * @param data JSON in one line
     * @param key of which only the last is kept; null for none
     */
    public record Event(
            long number, String name, String data, @Nullable String key) {}

    /** @param most events that are kept, at least 1 */
    public EventLog(int most) {
        this.most = most;
        byte[] bytes = new byte[4];
        RANDOM.nextBytes(bytes);
        origin = HexFormat.of().formatHex(bytes);
    }

    /** Adds an event, unless the log has ended. */
    public synchronized void append(String name, String data, @Nullable String key) {
        if (ended) {
            return;
        }
        long number = ++last;
        events.put(number, new Event(number, name, data, key));
        if (key != null) {
            Long before = ofKey.put(key, number);
            if (before != null) {
                events.remove(before);
            }
        }
        if (events.size() > most) {
            Iterator<Event> oldest = events.values().iterator();
            Event gone = oldest.next();
            oldest.remove();
            if (gone.key() != null) {
                ofKey.remove(gone.key(), gone.number());
            }
        }
        notifyAll();
    }

    /** Lets listeners go once they have read what there is. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** {@return whether nothing will come after a number} */
    public synchronized boolean endedAfter(long number) {
        return ended && number >= last;
    }

    /** {@return the number of the last event} */
    public synchronized long last() {
        return last;
    }

    /** {@return what a listener can show later to go on after an event} */
    public String id(long number) {
        return origin + "-" + number;
    }

    /** {@return the number of an {@link #id}; 0, before all events, if it is of another log} */
    public long number(@Nullable String id) {
        if (id != null && id.matches("[0-9a-f]{8}-[0-9]{1,15}") && id.startsWith(origin)) {
            return Long.parseLong(id.substring(origin.length() + 1));
        }
        return 0;
    }

    /** {@return what is kept of all kinds but those with a key, in order} */
    synchronized List<Event> kept() {
        return events.values().stream().filter(event -> event.key() == null).toList();
    }

    /**
     * {@return the events after a number, in order; waits for one, or for the end, if there are none; empty if none came in
     * time}
     */
    public synchronized List<Event> after(long number, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (last <= number && !ended) {
            long rest = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (rest <= 0) {
                return List.of();
            }
            wait(rest);
        }
        return events.values().stream().filter(event -> event.number() > number).toList();
    }
}

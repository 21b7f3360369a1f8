package io.unfade.cli.base;

import io.unfade.check.PlainText;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Progress on standard error: one line overwritten in place on a terminal, plain lines elsewhere.
 */
public final class Progress {
    private static final int BAR = 24;
    private static final int SMALLEST_BAR = 5;
    private static final int USUAL_COLUMNS = 80;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final int columns;
    private final long start = System.nanoTime();
    private long lastDrawn;
    private int lastTenth = -1;
    private int width;

    public Progress(PrintWriter out, boolean terminal) {
        this(out, terminal, Integer.getInteger("unfade.columns", USUAL_COLUMNS));
    }

    /**
     * Starts the progress of some work.
     *
     * @param terminal whether lines can be overwritten
     * @param columns width of the terminal, 0 if unknown; lines stay shorter, since a wrapped line cannot be overwritten
     */
    public Progress(PrintWriter out, boolean terminal, int columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns > 0 ? columns : USUAL_COLUMNS;
    }

    /** {@return whether standard error is a terminal with lines that can be overwritten} */
    public static boolean onTerminal() {
        // set by the launcher; Java 17 has no check for standard error only
        return Boolean.getBoolean("unfade.terminal");
    }

    /**
     * Shows the progress.
     *
     * @param label name of the current work
     * @param done its fraction done, 0..1
     * @param note further information; may be empty
     */
    public void update(String label, double done, String note) {
        draw(PlainText.oneLine(label), done, PlainText.oneLine(note));
    }

    private void draw(String label, double done, String note) {
        long now = System.nanoTime();
        if (!terminal) {
            int tenth = (int) (done * 10);
            if (tenth > lastTenth) {
                lastTenth = tenth;
                line(String.format(Locale.ROOT, "%s %3.0f %%%s%s", label, 100 * done, gap(note), note));
            }
            return;
        }
        if (now - lastDrawn < REDRAW_NANOS && done < 1) {
            return;
        }
        lastDrawn = now;
        String rest =
                String.format(Locale.ROOT, "%3.0f %% %s left%s%s", 100 * done, timeLeft(now, done), gap(note), note);
        int room = columns - 1 - label.length() - rest.length() - "[] ".length() - 1;
        String text = fit(label + " " + bar(done, room) + rest);
        out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    /** Prints a permanent line, unless lines are overwritten. */
    public void line(String text) {
        if (terminal) {
            return;
        }
        out.println(PlainText.oneLine(text));
        out.flush();
    }

    /** Prints a permanent line, also on a terminal. */
    void say(String text) {
        close();
        out.println(PlainText.oneLine(text));
        out.flush();
    }

    /** Removes the overwritable line. */
    public void close() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }

    private static String bar(double done, int room) {
        if (room < SMALLEST_BAR) {
            return "";
        }
        int length = Math.min(BAR, room);
        int filled = (int) Math.round(done * length);
        return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "] ";
    }

    private String fit(String text) {
        return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
    }

    private static String gap(String note) {
        return note.isEmpty() ? "" : "  ";
    }

    private String timeLeft(long now, double done) {
        if (done <= 0) {
            return "--:--";
        }
        long seconds = Math.round((now - start) / 1e9 * (1 - done) / done);
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}

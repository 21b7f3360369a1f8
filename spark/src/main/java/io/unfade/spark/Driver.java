package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.PlainText;
import io.unfade.check.Progress;
import io.unfade.cli.base.ExitCode;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** The main program of a job, which the cluster starts: does what a request in JSON asks for, and ends with its exit code. */
public final class Driver {
    private Driver() {}

    /**
     * Runs a job and ends the process.
     *
     * @param args the request as JSON, and {@code json} or {@code text} for the result
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args[0], args[1].equals("json"), System.out, System.err));
    }

    /** {@return the exit code} */
    static int run(String request, boolean json, PrintStream out, PrintStream err) {
        SparkSession spark;
        try {
            spark = SparkSession.builder().appName("unfade").getOrCreate();
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            err.println("unfade: there is no session with the cluster (" + PlainText.oneLine(reason)
                    + "); is --master right, and does it run?");
            return ExitCode.FAILURE;
        }
        try {
            Result<?> result = SparkRequests.of((ObjectNode) Json.MAPPER.readTree(decoded(request)))
                    .run(new Told(err));
            out.println(
                    json
                            ? Json.MAPPER.writeValueAsString(result.json())
                            : PlainText.visible(
                                    result.message().inWords(Driver::option).stripTrailing()));
            out.flush();
            return result.failure() == null ? ExitCode.OK : told(result.failure(), err);
        } catch (Exception e) { // Scala throws checked exceptions without saying so
            if (spark.sparkContext().isStopped()) {
                err.println(
                        "unfade: the cluster has given up the job, as said above; is --master right, and does it run?");
                return ExitCode.FAILURE;
            }
            return told(e, err);
        } finally {
            spark.stop();
        }
    }

    /** {@return the request, which is encoded where braces would not arrive as they are} */
    private static String decoded(String request) {
        return request.startsWith("{")
                ? request
                : new String(Base64.getUrlDecoder().decode(request), StandardCharsets.UTF_8);
    }

    private static int told(Exception e, PrintStream err) {
        Throwable cause = e;
        while (cause instanceof SparkException && cause.getCause() != null) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        if (cause instanceof CancellationException) {
            err.println("unfade: interrupted");
            return ExitCode.INTERRUPTED;
        }
        err.println("unfade: " + PlainText.oneLine(Failure.inWords(cause, Driver::option)));
        if (Failure.isUsersDoing(cause)) {
            return ExitCode.USAGE;
        }
        e.printStackTrace(err);
        return ExitCode.FAILURE;
    }

    private static String option(String setting) {
        return "--" + RequestJson.key(setting);
    }

    /** Tells notes and the ends of parts; how far the tasks are the cluster's own program shows. */
    private record Told(PrintStream err) implements Progress {
        @Override
        public void note(Message note) {
            err.println("Note: " + PlainText.oneLine(note.inWords(Driver::option)));
        }

        @Override
        public void step(String text) {
            err.println(PlainText.oneLine(text));
        }

        @Override
        public void update(String task, double done, String detail) {
            err.printf(Locale.ROOT, "%s: %.0f %%%n", task, 100 * done);
        }
    }
}

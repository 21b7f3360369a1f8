package io.unfade.serve.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.PlainText;
import io.unfade.serve.form.CommandForms;
import io.unfade.serve.form.RequestPaths;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs jobs, and turns whatever comes of them, also a lack of memory, into how they end. */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final RequestPaths paths;
    private final Workspace workspace;
    private final Consumer<Job> moved;

    JobRun(Workspace workspace, Consumer<Job> moved) {
        this.workspace = workspace;
        paths = new RequestPaths(workspace);
        this.moved = moved;
    }

    /** {@return the request that goes on where an interrupted run of another one stopped, if it can} */
    Optional<ObjectNode> continued(ObjectNode request) {
        try {
            Request<?> ran = Requests.of(paths.placed(request));
            return ran.continued().map(again -> RequestPaths.named(again.toJson(), request));
        } catch (IOException | RuntimeException e) { // such as one of a version that had other settings
            LOG.warn("a job cannot go on", e);
            return Optional.empty();
        }
    }

    /** Runs a job; it has ended afterwards, whatever happens. */
    void run(Job job, BooleanSupplier closing) {
        ObjectNode request = job.request();
        Instant start = Instant.now();
        try {
            JobProgress progress = new JobProgress(job, workspace::shown, () -> moved.accept(job));
            ObjectNode placed = paths.placed(request);
            paths.checkTables(placed);
            Result<?> result = Requests.of(placed).run(progress);
            List<String> outputs = new WrittenItems(workspace).since(start, request);
            end(job, result, outputs, closing.getAsBoolean());
        } catch (CancellationException e) {
            stop(job, Job.Outcome.NONE, closing.getAsBoolean());
        } catch (OutOfMemoryError e) {
            fail(
                    job,
                    "there was not enough memory; fewer series, a smaller batch size, or more memory for the server may help");
        } catch (IOException | RuntimeException e) {
            if (!Failure.isUsersDoing(e)) {
                LOG.error("the job {} failed", job.id(), e);
            }
            fail(job, words(e));
        } catch (Error e) { // one job must not end the server
            LOG.error("the job {} failed", job.id(), e);
            fail(job, String.valueOf(e));
        }
    }

    private void end(Job job, Result<?> result, List<String> outputs, boolean closing) {
        Exception failure = result.failure();
        String text = workspace.shown(PlainText.visible(result.message().inWords(CommandForms::option)));
        ObjectNode findings = (ObjectNode) workspace.shown(result.findings());
        Job.Outcome outcome = new Job.Outcome(failure == null ? null : words(failure), text, findings, outputs);
        if (result.interrupted()) {
            stop(job, outcome, closing);
        } else {
            job.end(failure == null ? JobState.DONE : JobState.FAILED, outcome);
        }
    }

    private static void stop(Job job, Job.Outcome outcome, boolean closing) {
        if (closing) {
            job.leave(outcome);
        } else {
            job.end(JobState.CANCELLED, outcome);
        }
    }

    private static void fail(Job job, String error) {
        job.end(JobState.FAILED, new Job.Outcome(error, null, null, List.of()));
    }

    private String words(Exception e) {
        return PlainText.oneLine(workspace.shown(Failure.inWords(e, CommandForms::option)));
    }
}

package io.unfade.serve.model;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.engine.Parallel;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Predictions;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.serve.job.QueueFull;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Answers questions to models at once, while jobs run: on a thread of its own, one after the other, a bounded number of them
 * waiting. The numbers are those of the library with one thread, which is also the quickest for a few series. Thread-safe.
 */
public final class ModelDesk implements AutoCloseable {
    private static final int MOST_WAITING = 16;
    private static final int RETRY_SECONDS = 5;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long CLOSE_SECONDS = 10;

    private final Workspace workspace;
    private final ModelShelf shelf;
    private final ThreadPoolExecutor thread;
    private volatile int open;
    private volatile boolean closing;

    /** Opens no model yet. */
    public ModelDesk(Workspace workspace) {
        this.workspace = workspace;
        shelf = new ModelShelf(workspace);
        thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), ModelDesk::named);
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "unfade-models");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The classes of series.
     *
     * @param classes all classes of the model, in its order
     * @param predictions a probability of each for each series
     */
    public record Answer(List<String> classes, Predictions predictions) {}

    /** {@return the probability of each class for each series} */
    public Answer predict(String item, Question question) throws IOException {
        return ask(item, model -> {
            Predictions predictions = Predictions.of(model, question.series().of(model), ExplanationChoice.BATCH_SIZE);
            return new Answer(model.signature().allClassNames(), predictions);
        });
    }

    /**
     * The maps of series.
     *
     * @param classes all classes of the model, in its order
     * @param maps a signed map for each series
     */
    public record Explained(List<String> classes, SaliencyMaps maps) {}

    /**
     * {@return a map for each series}
     *
     * @throws IllegalArgumentException if the model cannot be explained like this, or it takes too long
     */
    public Explained explain(String item, Question question) throws IOException {
        return ask(item, model -> {
            Output output = question.output() == null
                    ? model.signature().outputs().iterator().next()
                    : Keyed.of(Output.class, "output", question.output());
            String background = question.background();
            ExplanationChoice choice = new ExplanationChoice(
                            question.method(),
                            question.set(),
                            question.target(),
                            null,
                            output,
                            null,
                            background == null ? null : workspace.existing(background),
                            ExplanationChoice.BATCH_SIZE,
                            Classifier.RECOMPUTED_STEPS)
                    .orUsualOf(model);
            choice.check(model);
            var series = question.series().of(model);
            choice.check(series);
            Progress progress = new Deadline();
            try {
                SaliencyMaps maps = choice.explain(model, series, new ReadingOptions().reader(progress), 0, progress);
                return new Explained(model.signature().allClassNames(), maps);
            } catch (CancellationException e) {
                throw new IllegalArgumentException(
                        "this takes longer than a minute; send fewer series, or run explain as a job", e);
            }
        });
    }

    /**
     * {@return a stream that reads one series step by step, on any thread}
     *
     * @throws IllegalArgumentException if the model cannot do that
     */
    public SeriesStream stream(String item) throws IOException {
        return ask(item, model -> {
            if (!(model instanceof TrainedModel trained)) {
                throw new IllegalArgumentException(item + ": only models that unfade trained read step by step");
            }
            try {
                return trained.stream();
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** {@return how many models are in memory} */
    public int open() {
        return open;
    }

    /** {@return how many questions wait} */
    public int waiting() {
        return thread.getQueue().size();
    }

    /** A question to an open model. */
    @FunctionalInterface
    private interface Asking<T> {
        T of(Model model) throws IOException;
    }

    private <T> T ask(String item, Asking<T> question) throws IOException {
        Future<T> answer;
        try {
            answer = thread.submit(() -> {
                try {
                    Model model = shelf.open(item);
                    return Parallel.alone(() -> question.of(model));
                } finally {
                    open = shelf.size();
                }
            });
        } catch (RejectedExecutionException e) {
            throw new QueueFull(
                    closing ? "the server is ending" : MOST_WAITING + " questions to models wait already; try later",
                    RETRY_SECONDS);
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new QueueFull("the server is ending", RETRY_SECONDS);
        } catch (ExecutionException e) {
            throw failure(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException problem) {
            throw problem;
        }
        if (cause instanceof OutOfMemoryError) {
            throw new IllegalArgumentException(
                    "there was not enough memory; send fewer series, or give the server more", cause);
        }
        throw new IllegalStateException(cause);
    }

    /** Ends work that takes too long, or that the server does not wait for. */
    private final class Deadline implements Progress {
        private final long end = System.nanoTime() + LONGEST_NANOS;

        @Override
        public boolean cancelled() {
            return closing || System.nanoTime() > end;
        }
    }

    /** Answers no more, and closes all models. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                shelf.close(); // else the process ends soon
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

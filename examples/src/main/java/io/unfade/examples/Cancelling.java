package io.unfade.examples;

import io.unfade.check.Progress;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A training in the background: its progress is shown, it is stopped, and goes on later. */
public final class Cancelling {
    private Cancelling() {}

    // example: progress
    /** Prints each epoch, and stops after the third. */
    private static final class ThreeEpochs implements Progress {
        private final PrintStream out;
        private final AtomicInteger seen = new AtomicInteger();

        ThreeEpochs(PrintStream out) {
            this.out = out;
        }

        @Override
        public void step(String text) {
            out.println(text);
            seen.incrementAndGet();
        }

        @Override
        public boolean cancelled() { // asked often, by any thread
            return seen.get() >= 3;
        }
    }
    // end of the example

    /** Trains for three epochs in another thread, then the rest in this one. */
    public static void run(Path data, Path model, PrintStream out) throws IOException {
        // example: cancel
        Request<TrainingResult> request = new Train(data, model).with("optimization.epochs", 6);
        CompletableFuture<Result<TrainingResult>> future = CompletableFuture.supplyAsync(() -> {
            try {
                return request.run(new ThreeEpochs(out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        out.println(future.join().text()); // interrupted: its state is kept
        Result<TrainingResult> whole = request.continued().orElseThrow().run();
        out.println(whole.value().history().size() + " epochs");
        // end of the example
    }
}

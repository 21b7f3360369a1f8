package io.unfade.spark.work;

import io.unfade.check.PlainText;
import io.unfade.data.source.TimeAxis;
import io.unfade.engine.EngineRuntime;
import io.unfade.experiments.Experiments;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes a piece of an experiment in a task, and stores it in a folder that all machines see. */
public final class PieceWork implements Function<String, String> {
    private static final long serialVersionUID = 1;

    /** The studies of this executor, which may hold data; one at a time. */
    private static final Map<Chosen, Study> OPEN = new ConcurrentHashMap<>();

    private final Chosen chosen;
    private final String folder;

    /**
     * An experiment with a user's choices.
     *
     * @param name of the experiment
     * @param quick whether it is the small version
     * @param epochs at most; null for the experiment's own
     * @param seed the first
     * @param data folder; null if not given
     * @param timeAxis of images
     */
    public record Chosen(
            String name,
            boolean quick,
            @Nullable Integer epochs,
            long seed,
            @Nullable String data,
            TimeAxis timeAxis) implements Serializable {
        /** {@return the experiment, ready to run} */
        public Study study() throws IOException {
            Choices choices = new Choices(quick, epochs, seed, data == null ? null : Path.of(data), timeAxis);
            return Experiments.named(name).chosen(choices);
        }
    }

    /** Pieces of an experiment go into a folder. */
    public PieceWork(Chosen chosen, String folder) {
        this.chosen = chosen;
        this.folder = folder;
    }

    /** {@return why a piece failed; empty if it is stored} */
    @Override
    public String call(String key) throws IOException {
        EngineRuntime.setThreads(1);
        try {
            Reproduction.compute(opened(), Path.of(folder), key, new TaskProgress());
            return "";
        } catch (IllegalStateException | IllegalArgumentException e) {
            return key + ": " + PlainText.oneLine(String.valueOf(e.getMessage()));
        }
    }

    private Study opened() throws IOException {
        synchronized (OPEN) {
            Study known = OPEN.get(chosen);
            if (known != null) {
                return known;
            }
            OPEN.clear();
            Study study = chosen.study();
            OPEN.put(chosen, study);
            return study;
        }
    }
}

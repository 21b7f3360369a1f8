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
import java.util.concurrent.CancellationException;

/** Computes a piece of an experiment in a task, and stores it in a folder that all machines see. */
public final class PieceWork implements Function<String, String> {
    private static final long serialVersionUID = 1;

    /** The study of this executor, which may hold data. */
    private static @Nullable Opened opened;

    private final Chosen chosen;
    private final String settings;
    private final String folder;

    private record Opened(Chosen chosen, String settings, Study study) {}

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

    /**
     * Pieces of an experiment go into a folder.
     *
     * @param settings of its study, as the main program sees its data
     */
    public PieceWork(Chosen chosen, String settings, String folder) {
        this.chosen = chosen;
        this.settings = settings;
        this.folder = folder;
    }

    /** {@return why a piece failed; empty if it is stored} */
    @Override
    public String call(String key) {
        EngineRuntime.setThreads(1);
        try {
            Reproduction.compute(study(chosen, settings), Path.of(folder), key, new TaskProgress());
            return "";
        } catch (CancellationException e) {
            throw e; // the cluster has given up the task
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return key + ": " + PlainText.oneLine(String.valueOf(e.getMessage()));
        }
    }

    private static synchronized Study study(Chosen chosen, String settings) throws IOException {
        Opened known = opened;
        if (known != null && known.chosen().equals(chosen) && known.settings().equals(settings)) {
            return known.study();
        }
        opened = null;
        Study study = chosen.study();
        if (!study.settings().toString().equals(settings)) {
            throw new IllegalStateException("the data on this machine are not those that the main program sees");
        }
        opened = new Opened(chosen, settings, study);
        return study;
    }
}

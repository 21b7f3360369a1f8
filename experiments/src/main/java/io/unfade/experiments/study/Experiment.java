package io.unfade.experiments.study;

import java.io.IOException;
import java.util.Optional;

/** One of the paper's experiments. */
public interface Experiment {
    /** {@return its name on the command line} */
    String name();

    /** {@return what it shows, in a few words} */
    String purpose();

    /**
     * {@return the default name of its data folder, if its data cannot be generated; then {@link Choices#data} is required}
     */
    default Optional<String> dataFolder() {
        return Optional.empty();
    }

    /**
     * {@return the experiment with its settings chosen; if quick, it does not say so by itself, see {@link #chosen}}
     *
     * @throws IOException if data cannot be read
     */
    Study study(Choices choices) throws IOException;

    /**
     * {@return the experiment with its settings chosen}
     *
     * @throws IOException if data cannot be read
     */
    default Study chosen(Choices choices) throws IOException {
        Study study = study(choices);
        return choices.quick() ? new QuickStudy(study) : study;
    }
}

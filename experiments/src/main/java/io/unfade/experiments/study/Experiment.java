package io.unfade.experiments.study;

import java.io.IOException;

/** One of the paper's experiments. */
public interface Experiment {
    /** {@return its name on the command line} */
    String name();

    /** {@return what it shows, in a few words} */
    String purpose();

    /** {@return whether it reads data that cannot be generated, so that {@link Choices#data} must be given} */
    default boolean needsData() {
        return false;
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

package io.unfade.workflow.option;

import io.unfade.check.Keyed;
import io.unfade.data.SeriesSet;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.workflow.base.BadRequest;
import org.jspecify.annotations.Nullable;

/** Where the settings of a new model come from that a request leaves open. */
public enum Preset implements Keyed {
    /** Chosen by the training series: see {@link DataDefaults}. */
    DATA,
    /** As in the paper: no stem, concatenated hops, the last state, Adam. */
    PAPER,
    /** For maps that find the informative cells: see {@link LocalisationDefaults}. */
    LOCALISE;

    static final String BY_DATA = "by the data";
    /** The default, in words, of what only some presets choose. */
    public static final String BY_PRESET = "by the preset";

    /** {@return a value, or another one if it is null} */
    public static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * {@return what the preset chooses for some training series}
     *
     * @param given the architecture as far as it is given
     */
    public DataDefaults of(SeriesSet training, ModelChoice given) {
        return switch (this) {
            case DATA -> DataDefaults.of(training);
            case PAPER -> DataDefaults.NONE;
            case LOCALISE -> LocalisationDefaults.of(training, given);
        };
    }

    /** Fails if the preset has no meaning with a regime. */
    public void check(Regime regime) {
        if (this == LOCALISE && regime == Regime.AUTHORS) {
            throw BadRequest.of(
                    "{preset} localise trains under noise, but {regime} authors does not; omit one of them");
        }
    }
}

package io.unfade.validation;

import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Stores the models of folds. Thread-safe for different folds. */
interface FoldStore {
    /** {@return the training of a fold's stored model; null if there is none} */
    FoldResult.@Nullable Training find(Fold fold) throws IOException;

    /** Stores the model of a fold. */
    void keep(Fold fold, TrainedModel model, FoldResult.Training training) throws IOException;

    /** {@return the stored model of a fold; to be closed by the caller} */
    TrainedModel load(Fold fold) throws IOException;
}

package io.unfade.validation;

import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Where the models of folds are kept. Safe to use for different folds from several threads. */
interface FoldStore {
    /** {@return how the kept model of a fold was trained; null if none is kept} */
    FoldResult.@Nullable Training find(Fold fold) throws IOException;

    /** Keeps the model of a fold. */
    void keep(Fold fold, TrainedModel model, FoldResult.Training training) throws IOException;

    /** {@return the kept model of a fold; to be closed by the caller} */
    TrainedModel load(Fold fold) throws IOException;
}

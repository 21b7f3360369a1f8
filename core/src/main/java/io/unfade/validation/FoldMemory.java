package io.unfade.validation;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps models on the heap as long as they are needed: those of the first repetition, for explanations. */
final class FoldMemory implements FoldStore {
    private final boolean explains;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    /** A model without native memory. */
    private record Copy(
            ModelDescription description,
            Standardizer standardizer,
            Precision precision,
            Map<String, Tensor> weights) {}

    FoldMemory(boolean explains) {
        this.explains = explains;
    }

    @Override
    public FoldResult.@Nullable Training find(Fold fold) {
        return null;
    }

    @Override
    public void keep(Fold fold, TrainedModel model, FoldResult.Training training) {
        if (explains && fold.repeat() == 1) {
            Copy copy = new Copy(model.description(), model.standardizer(), model.precision(), model.weights());
            copies.put(fold.name(), copy);
        }
    }

    @Override
    public TrainedModel load(Fold fold) {
        Copy copy = Require.present(copies.get(fold.name()), "%s: no model was kept", fold.name());
        return TrainedModel.of(copy.description(), copy.standardizer(), copy.precision(), copy.weights());
    }
}

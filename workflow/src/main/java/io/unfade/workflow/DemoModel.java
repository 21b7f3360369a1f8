package io.unfade.workflow;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.gradient.Evidence;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.ModelDescription;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.Preset;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;

/** The models that the demonstration compares. */
enum DemoModel {
    /** An LSTM, as the paper trains it. */
    PLAIN("LSTM", "lstm", Gradient.KIND.key()),
    /** The same with input-cell attention. */
    ATTENTIVE("LSTM + input-cell attention", "input-cell-attention", Gradient.KIND.key()),
    /** What {@code train --preset localise --validation 0} trains. */
    LOCALISING("Trained under noise (localise)", "localise", Evidence.KIND.key());

    private static final int HIDDEN = 5;

    private final String title;
    private final String folder;
    private final String method;

    DemoModel(String title, String folder, String method) {
        this.title = title;
        this.folder = folder;
        this.method = method;
    }

    /** {@return its name for readers} */
    String title() {
        return title;
    }

    /** {@return the name of its folder} */
    String folder() {
        return folder;
    }

    /** {@return the method that explains such a model if none is given} */
    Attribution method() {
        return Attributions.of(method, Map.of());
    }

    /** {@return its architecture for some training series} */
    ModelDescription description(SeriesSet training) {
        if (this == LOCALISING) {
            DataDefaults chosen = localising(training);
            return Objects.requireNonNull(chosen.architecture()).description(training, Preset.or(chosen.members(), 1));
        }
        ModelSpec spec = new ModelSpec(
                Cell.LSTM,
                1,
                false,
                HIDDEN,
                attention(),
                ModelSpec.Readout.of(ReadoutKind.LAST),
                training.features(),
                training.classCount(),
                0.1);
        return new ModelDescription(spec, Standardization.PER_CELL, training.classNames(), null);
    }

    private ModelSpec.@Nullable Attention attention() {
        return this == PLAIN ? null : new ModelSpec.Attention(20, 50, HopPooling.MEAN);
    }

    /**
     * {@return how it is trained}
     *
     * @param epochs at most
     */
    TrainingOptions options(SeriesSet training, int epochs, long seed) {
        if (this == LOCALISING) {
            TrainingOptions chosen =
                    Objects.requireNonNull(localising(training).optimization()).of(seed);
            Length length = chosen.length();
            return epochs < length.epochs() ? chosen.with(new Length(epochs, 0, length.batchSize())) : chosen;
        }
        return TrainingOptions.defaults()
                .withEpochs(epochs)
                .with(new TrainingOptions.Descent(TrainingOptions.Optimizer.ADAM, 1e-3, 0, 0))
                .with(TrainingOptions.Regime.AUTHORS)
                .withSeed(seed);
    }

    private static DataDefaults localising(SeriesSet training) {
        return Preset.LOCALISE.of(training, new ModelChoice());
    }
}

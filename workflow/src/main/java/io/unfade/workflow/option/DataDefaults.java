package io.unfade.workflow.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem.Alignment;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Settings of a new model that fit some training series: their number, lengths and features.
 *
 * @param architecture null where nothing is chosen
 * @param optimization likewise
 * @param validation share held out; null for the usual one
 * @param members networks; null for one
 */
public record DataDefaults(
        @Nullable ModelChoice architecture,
        @Nullable OptimizationChoice optimization,
        @Nullable Double validation,
        @Nullable Integer members) {
    /** Nothing is chosen. */
    public static final DataDefaults NONE = new DataDefaults(null, null, null, null);

    /** Series with at least this many features, and more than steps, are reduced step by step, with much noise in training. */
    private static final int MANY_FEATURES = 100;
    /** Series shorter than this are read step by step. */
    private static final int SHORT = 5;
    /** From this length on a series is moved in time. */
    private static final int MOVABLE = 50;
    /** With fewer series than this all are learnt from. */
    private static final int FEW_SERIES = 300;

    private static final int MANY_SERIES = 2000;

    /** {@return settings for a training set} */
    public static DataDefaults of(SeriesSet set) {
        boolean wide = set.features() >= MANY_FEATURES && set.features() > set.steps();
        return new DataDefaults(model(set, wide), training(set, wide), set.count() < FEW_SERIES ? 0.0 : null, null);
    }

    /**
     * {@return the choices as settings of a request: {@code architecture}, {@code optimization}, {@code validation} as text,
     * {@code members}}
     *
     * @param model if it has another stem, that one's sizes are its own
     * @param given if it has a number of epochs, there are no more; if it has adaptive noise, there is no other noise, and
     *     patience is left to it
     */
    public ObjectNode toJson(ModelChoice model, OptimizationChoice given) {
        ObjectNode json = RequestJson.newObject();
        if (architecture != null) {
            ObjectNode chosen = (ObjectNode) RequestJson.node(architecture);
            StemChoice.Kind stem = model.input().stem();
            if (stem != null && stem != architecture.input().stem()) {
                ((ObjectNode) chosen.path("input")).remove(List.of("stemSize", "stemStride"));
            }
            json.set("architecture", chosen);
        }
        if (optimization != null) {
            ObjectNode training = (ObjectNode) RequestJson.node(optimization);
            if (given.epochs() != null) {
                training.remove("steps");
            }
            if (given.noising().of().isOn()) {
                training.remove("patienceSteps");
                ((ObjectNode) training.path("augmentation")).remove("noise");
            }
            json.set("optimization", training);
        }
        if (validation != null) {
            json.put("validation", Double.toString(validation));
        }
        if (members != null) {
            json.put("members", members);
        }
        return json;
    }

    /**
     * {@return the progress of a job, which says at its beginning what was chosen, as the settings that give the same}
     *
     * @param open the request, which left it open
     * @param filled the same with the choices
     */
    public static <R extends Record & Request<?>> Progress telling(R open, R filled, SeriesSet set, Progress progress) {
        String added = Setting.added(open, filled);
        return added.isEmpty()
                ? progress
                : progress.noting(Message.of(
                        "Chosen for %d series (steps: %d, features: %d, classes: %d): " + added,
                        set.count(),
                        set.steps(),
                        set.features(),
                        set.classCount()));
    }

    private static ModelChoice model(SeriesSet set, boolean wide) {
        ModelChoice open = new ModelChoice();
        return new ModelChoice(
                open.preparation(),
                stem(set, wide),
                open.cell(),
                open.attention(),
                HopPooling.MEAN,
                8,
                20,
                open.attentionPositions(),
                ModelChoice.HIDDEN,
                open.layers(),
                open.bidirectional(),
                ReadoutKind.MAX,
                open.readoutHops(),
                open.readoutWidth(),
                wide ? 0.5 : 0.2,
                Standardization.PER_FEATURE);
    }

    private static StemChoice stem(SeriesSet set, boolean wide) {
        if (wide) {
            return new StemChoice(StemChoice.Kind.CONV, "1", "1", 32, Alignment.CENTRED, 0.0);
        }
        StemChoice.Kind kind = set.steps() < SHORT ? StemChoice.Kind.NONE : StemChoice.Kind.CONV;
        return new StemChoice(kind, null, null, 32, Alignment.CENTRED, 0.0);
    }

    private static OptimizationChoice training(SeriesSet set, boolean wide) {
        OptimizationChoice open = new OptimizationChoice();
        boolean many = set.count() >= MANY_SERIES;
        return new OptimizationChoice(
                many ? 12 : 1,
                many ? 1500 : 2000,
                many ? 64 : Math.max(8, Math.min(16, set.count() / 4)),
                3e-3,
                Schedule.COSINE,
                0.05,
                Optimizer.ADAMW,
                0.01,
                open.clipNorm(),
                open.averageLast(),
                open.patience(),
                1500,
                ClassWeights.NONE,
                0.05,
                Regime.STANDARD,
                augmentation(set, wide),
                open.noising(),
                open.guidance());
    }

    private static AugmentationChoice augmentation(SeriesSet set, boolean wide) {
        return wide
                ? new AugmentationChoice(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
                : new AugmentationChoice(0.1, 0.1, set.steps() < MOVABLE ? 0.0 : 0.05, 0, 0.2, 0, 0);
    }
}

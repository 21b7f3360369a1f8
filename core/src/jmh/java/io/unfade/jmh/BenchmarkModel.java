package io.unfade.jmh;

import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer, with or without input-cell attention, that reads its last state; D=50, float32. The direct models
 * have the weights of those above them, but compute the attention by its definition.
 */
public enum BenchmarkModel {
    PLAIN(null, false),
    MEAN(HopPooling.MEAN, false),
    CONCAT(HopPooling.CONCAT, false),
    DIRECT_MEAN(HopPooling.MEAN, true),
    DIRECT_CONCAT(HopPooling.CONCAT, true);

    static final int FEATURES = 100;
    static final int BATCH = 50;
    static final int CLASSES = 2;
    private static final int HOPS = 20;
    private static final int WIDTH = 50;

    private final @Nullable HopPooling pooling;
    private final boolean direct;

    BenchmarkModel(@Nullable HopPooling pooling, boolean direct) {
        this.pooling = pooling;
        this.direct = direct;
    }

    /** {@return whether to compute the attention by its definition, in time quadratic in T} */
    boolean isDirect() {
        return direct;
    }

    TrainedModel create(int hidden) {
        return create(Cell.LSTM, FEATURES, hidden, HOPS);
    }

    TrainedModel create(Cell cell, int features, int hidden, int hops) {
        ModelSpec.Attention attention = pooling == null ? null : new ModelSpec.Attention(hops, WIDTH, pooling);
        ModelSpec spec = new ModelSpec(
                cell, 1, false, hidden, attention, ModelSpec.Readout.of(ReadoutKind.LAST), features, CLASSES, 0);
        ModelDescription description = new ModelDescription(spec, Standardization.NONE, null, null);
        return TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, 1);
    }

    /** {@return values of a batch} */
    static float[] wave(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return values;
    }
}

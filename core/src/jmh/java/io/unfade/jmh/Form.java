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

/** An LSTM alone or behind input-cell attention: C=100, A=20, D=50, float32. */
public enum Form {
    PLAIN(null),
    MEAN(HopPooling.MEAN),
    CONCAT(HopPooling.CONCAT);

    static final int FEATURES = 100;
    static final int BATCH = 50;
    static final int STEPS = 100;
    static final int CLASSES = 2;
    private static final int HOPS = 20;
    private static final int WIDTH = 50;

    private final @Nullable HopPooling pooling;

    Form(@Nullable HopPooling pooling) {
        this.pooling = pooling;
    }

    TrainedModel create(int hidden) {
        ModelSpec.Attention attention = pooling == null ? null : new ModelSpec.Attention(HOPS, WIDTH, pooling);
        ModelSpec spec = new ModelSpec(
                Cell.LSTM, 1, false, hidden, attention, ModelSpec.Readout.of(ReadoutKind.LAST), FEATURES, CLASSES, 0);
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

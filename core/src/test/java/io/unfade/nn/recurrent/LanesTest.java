package io.unfade.nn.recurrent;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Activations in single precision against the platform's in double precision. */
class LanesTest {
    private static final double TANH_RELATIVE = 4e-7;
    private static final double SIGMOID_ABSOLUTE = 2.5e-7;
    /** Stride over the numbers; odd, so that all patterns of the last bits occur. */
    private static final int STRIDE = 1021;

    private static float tanh(float x) {
        float[] values = {x};
        Lanes.tanh(values);
        return values[0];
    }

    private static float sigmoid(float x) {
        float[] values = {x};
        Lanes.sigmoid(values);
        return values[0];
    }

    @Test
    void tanh_allMagnitudes_isWithinTheStatedError() {
        int last = Float.floatToIntBits(Float.POSITIVE_INFINITY);
        for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits < last; bits += STRIDE) {
            float x = Float.intBitsToFloat(bits);
            float y = tanh(x);
            double expected = Math.tanh(x);
            if (!(Math.abs(y - expected) <= TANH_RELATIVE * expected && y <= 1)) {
                assertThat(y).as("tanh(%s)", x).isEqualTo((float) expected);
            }
        }
        assertThat(tanh(-0.7f)).isEqualTo(-tanh(0.7f));
        assertThat(tanh(Float.POSITIVE_INFINITY)).isBetween(1 - 4e-7f, 1f);
        assertThat(tanh(0f)).isZero();
        assertThat(tanh(Float.NaN)).isNaN();
    }

    @Test
    void sigmoid_wholeRange_isWithinTheStatedError() {
        for (float x = -40; x < 40; x += 1e-4f) {
            float y = sigmoid(x);
            double expected = 1 / (1 + Math.exp(-x));
            if (!(Math.abs(y - expected) <= SIGMOID_ABSOLUTE && y >= 0 && y <= 1)) {
                assertThat(y).as("sigmoid(%s)", x).isEqualTo((float) expected);
            }
        }
    }
}

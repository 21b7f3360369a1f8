package io.unfade.vanishing;

import io.unfade.data.numpy.NpzFile;
import io.unfade.nn.cell.CellWeights;
import io.unfade.nn.spec.Cell;
import io.unfade.testing.SharedFiles;
import io.unfade.vanishing.HiddenJacobian.Memory;
import io.unfade.vanishing.HiddenJacobian.Norms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HiddenJacobianTest {
    private static final double GOLDEN = 1e-12;
    private static final double GOLDEN_RELATIVE = 1e-9;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void of_goldenCells_matchesAutograd(Cell kind) throws IOException {
        String cell = kind.name().toLowerCase(Locale.ROOT);
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("vanishing.npz"))) {
            HiddenJacobian jacobian = golden(golden, kind, cell);

            double[][] hidden = matrix(golden, cell + "_hidden_seq");
            for (int t = 0; t < hidden.length; t++) {
                assertThat(jacobian.hidden()[t]).containsExactly(hidden[t], within(GOLDEN));
            }
            assertMatches(golden, cell + "_jac_h", jacobian.toHidden());
            assertThat(jacobian.memory().isPresent()).isEqualTo(kind == Cell.LSTM);
            if (kind == Cell.LSTM) {
                Memory memory = jacobian.memory().orElseThrow();
                assertMatches(golden, "lstm_jac_c", memory.toCell());
                assertMatches(golden, "lstm_jac_joint", memory.joint());
                assertThat(memory.forgetGate()).hasSize(hidden.length);
            }
        }
    }

    private static HiddenJacobian golden(NpzFile golden, Cell kind, String cell) throws IOException {
        CellWeights weights = new CellWeights(
                kind,
                matrix(golden, cell + ".rnn.weight_ih_l0"),
                matrix(golden, cell + ".rnn.weight_hh_l0"),
                golden.array(cell + ".rnn.bias_ih_l0").toDoubles(),
                golden.array(cell + ".rnn.bias_hh_l0").toDoubles());
        return HiddenJacobian.of(weights, matrix(golden, cell + "_x"));
    }

    private static double[][] matrix(NpzFile golden, String name) throws IOException {
        double[] flat = golden.array(name).toDoubles();
        int[] shape = golden.array(name).shape();
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    private static void assertMatches(NpzFile golden, String prefix, Norms norms) throws IOException {
        assertRelative(norms.spectral(), golden.array(prefix + "_spectral").toDoubles());
        assertRelative(norms.frobenius(), golden.array(prefix + "_frobenius").toDoubles());
    }

    private static void assertRelative(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int t = 0; t < expected.length; t++) {
            assertThat(actual[t]).isEqualTo(expected[t], within(GOLDEN_RELATIVE * expected[t]));
        }
    }

    @Test
    void of_scalarRnn_isTheProductOfSlopes() {
        CellWeights weights = rnn(new double[][] {{0.8}});

        HiddenJacobian jacobian = HiddenJacobian.of(weights, new double[][] {{1}, {-0.5}, {2}});

        double h1 = Math.tanh(1);
        double h2 = Math.tanh(-0.5 + 0.8 * h1);
        double h3 = Math.tanh(2 + 0.8 * h2);
        double step3 = 0.8 * (1 - h3 * h3);
        double step2 = 0.8 * (1 - h2 * h2);
        assertThat(jacobian.hidden()[2][0]).isEqualTo(h3, within(GOLDEN));
        assertThat(jacobian.toHidden().spectral())
                .containsExactly(new double[] {step3 * step2, step3, 1}, within(GOLDEN));
    }

    @Test
    void of_scalarLstm_forgetGateIsTheOnlyWayThroughTheCell() {
        // No recurrent weights: dc_T/dc_t is the product of forget gates and dh_T/dh_t is 0.
        CellWeights weights = new CellWeights(
                Cell.LSTM,
                new double[][] {{0.5}, {1}, {2}, {-1}},
                new double[4][1],
                new double[] {0, 0.3, 0, 0},
                new double[4]);

        HiddenJacobian jacobian = HiddenJacobian.of(weights, new double[][] {{1}, {-2}, {0.5}});

        Memory memory = jacobian.memory().orElseThrow();
        double[] forget = {sigmoid(1.3), sigmoid(-1.7), sigmoid(0.8)};
        double c = 0;
        for (int t = 0; t < 3; t++) {
            double x = new double[] {1, -2, 0.5}[t];
            c = forget[t] * c + sigmoid(0.5 * x) * Math.tanh(2 * x);
        }
        double slope = sigmoid(-0.5) * (1 - Math.tanh(c) * Math.tanh(c));
        assertThat(memory.forgetGate()).containsExactly(forget, within(GOLDEN));
        assertThat(memory.toCell().spectral())
                .containsExactly(new double[] {slope * forget[2] * forget[1], slope * forget[2], 0}, within(GOLDEN));
        assertThat(jacobian.toHidden().spectral()).containsExactly(0, 0, 1);
    }

    @Test
    void of_lstm_keepsTheProductOfTheForgetGatesThatFollow() {
        // No recurrent weights: the forget gates depend only on the inputs, and dc_T/dc_t has no other path.
        double[] slope = {2, -1};
        double[] inputs = {1, -2, 0.5, 3};
        double[][] weightIh = new double[8][1];
        weightIh[2][0] = slope[0];
        weightIh[3][0] = slope[1];
        CellWeights weights = new CellWeights(Cell.LSTM, weightIh, new double[8][2], new double[8], new double[8]);

        Memory memory = HiddenJacobian.of(
                        weights,
                        Arrays.stream(inputs).mapToObj(x -> new double[] {x}).toArray(double[][]::new))
                .memory()
                .orElseThrow();

        for (int t = 0; t < inputs.length; t++) {
            double[] product = {1, 1};
            for (int s = t + 1; s < inputs.length; s++) {
                product[0] *= sigmoid(slope[0] * inputs[s]);
                product[1] *= sigmoid(slope[1] * inputs[s]);
            }
            assertThat(Math.exp(memory.kept().meanLog()[t]))
                    .isEqualTo(Math.sqrt(product[0] * product[1]), within(GOLDEN));
            assertThat(Math.exp(memory.kept().largestLog()[t]))
                    .isEqualTo(Math.max(product[0], product[1]), within(GOLDEN));
        }
    }

    @Test
    void of_longLstm_keepsTheLogarithmOfWhatIsTooSmallForANumber() {
        CellWeights weights = new CellWeights(
                Cell.LSTM, new double[4][1], new double[4][1], new double[] {0, -20, 0, 0}, new double[4]);

        double[] log = HiddenJacobian.of(weights, new double[100][1])
                .memory()
                .orElseThrow()
                .kept()
                .meanLog();

        assertThat(Math.exp(log[0])).isZero();
        assertThat(log[0]).isEqualTo(99 * Math.log(sigmoid(-20)), within(1e-9));
    }

    @Test
    void of_zeroInputs_normsAreThoseOfPowersOfTheWeights() {
        // h stays 0, so every one-step Jacobian is W: a scaled rotation with powers of known norms.
        double cos = 0.6;
        double sin = 0.8;
        double scale = 1e-160; // squares of the entries are not representable
        CellWeights weights = rnn(new double[][] {{scale * cos, -scale * sin}, {scale * sin, scale * cos}});

        Norms norms = HiddenJacobian.of(weights, new double[4][2]).toHidden();

        assertThat(norms.spectral()[3]).isEqualTo(1, within(GOLDEN));
        assertThat(norms.spectral()[2]).isEqualTo(scale, within(GOLDEN * scale));
        assertThat(norms.frobenius()[2]).isEqualTo(Math.sqrt(2) * scale, within(GOLDEN * scale));
        assertThat(norms.spectral()[0]).isZero();
    }

    @Test
    void of_explodingProduct_isInfinity() {
        Norms norms = HiddenJacobian.of(rnn(new double[][] {{1e200}}), new double[3][1])
                .toHidden();

        assertThat(norms.spectral()).containsExactly(Double.POSITIVE_INFINITY, 1e200, 1);
        assertThat(norms.frobenius()[0]).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void of_inputsThatDoNotFit_saysWhy() {
        CellWeights weights = rnn(new double[][] {{1}});

        assertThatThrownBy(() -> HiddenJacobian.of(weights, new double[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> HiddenJacobian.of(weights, new double[2][3]))
                .hasMessage("the cell takes 1 inputs per step, but a step has 3");
    }

    @Test
    void cellWeights_shapesThatDoNotFit_saysWhich() {
        double[][] square = new double[2][2];

        assertThatThrownBy(() -> new CellWeights(Cell.GRU, square, square, new double[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weightIh: expected 6 rows, but there are 2");
        assertThatThrownBy(() -> new CellWeights(Cell.RNN, square, square, new double[2], new double[3]))
                .hasMessage("biasHh: expected 2 rows, but there are 3");
        assertThatThrownBy(() ->
                        new CellWeights(Cell.RNN, new double[][] {{1, 2}, {3}}, square, new double[2], new double[2]))
                .hasMessage("weightIh: expected rows of 2 values, but one has 1");
    }

    /** A tanh RNN with each input added to its own hidden unit. */
    private static CellWeights rnn(double[][] weightHh) {
        int size = weightHh.length;
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return new CellWeights(Cell.RNN, identity, weightHh, new double[size], new double[size]);
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}

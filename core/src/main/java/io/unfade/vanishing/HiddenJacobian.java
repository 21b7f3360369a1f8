package io.unfade.vanishing;

import io.unfade.check.Require;
import io.unfade.nn.cell.CellStep;
import io.unfade.nn.cell.CellWeights;
import io.unfade.nn.cell.LstmStep;
import io.unfade.nn.spec.Cell;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much of the state at each step reaches the last hidden state: norms of {@code dh_T / dh_t} for every t. If they
 * decay geometrically, so does the saliency of the inputs.
 *
 * <p>The Jacobians are products of analytic one-step Jacobians, computed backwards in time in double precision:
 *
 * <pre>{@code
 * dh_T/dh_t = J_T J_{T-1} ... J_{t+1}      J_s = d state_s / d state_{s-1}
 * }</pre>
 *
 * <p>The state of an LSTM is [h; c]; its {@code dh_T/dh_t} is the partial derivative with c_t held fixed, and {@link
 * Memory} has the part that passes through c. The cell's inputs are held fixed: what an attention layer carries around
 * the cell is not counted.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019 (why saliency vanishes)
 * </ol>
 *
 * @param hidden the hidden states h_1..h_T, {@code (T, H)}; owned by this record, not to be changed
 * @param toHidden norms of dh_T/dh_t
 * @param memory the part through the cell state; empty unless the cell is an LSTM
 */
public record HiddenJacobian(double[][] hidden, Norms toHidden, Optional<Memory> memory) {
    /**
     * Norms of a Jacobian for every step, with step t at index t-1. Infinity where the product overflows.
     *
     * @param spectral largest singular values, T of them; owned by this record, not to be changed
     * @param frobenius root of the sums of squares, T of them; owned by this record, not to be changed
     */
    public record Norms(double[] spectral, double[] frobenius) {}

    /**
     * The part that passes through an LSTM's cell state.
     *
     * @param toCell norms of dh_T/dc_t with h_t held fixed; 0 at t = T
     * @param joint norms of d[h_T; c_T]/d[h_t; c_t]
     * @param forgetGate mean of the forget gate over the hidden units at each step, T values in 0..1; owned by this
     *     record, not to be changed
     * @param kept the part of the cell state that the forget gates keep
     */
    public record Memory(Norms toCell, Norms joint, double[] forgetGate, Kept kept) {}

    /**
     * The part of the cell state after a step that later forget gates keep. Unit j keeps the product
     *
     * <pre>{@code
     * p_tj = f_{t+1,j} f_{t+2,j} ... f_{T,j}      p_T = 1
     * }</pre>
     *
     * <p>so {@code diag(p_t)} is the part of dc_T/dc_t that bypasses the hidden state. Natural logarithms, since
     * products over long series underflow; step t is at index t-1.
     *
     * @param meanLog mean of ln p_tj over the units, the logarithm of their geometric mean; T values, at most 0; owned by
     *     this record, not to be changed
     * @param largestLog the largest ln p_tj over the units, the logarithm of the spectral norm of diag(p_t); T values
     *     likewise
     */
    public record Kept(double[] meanLog, double[] largestLog) {}

    /**
     * {@return the hidden states and the norms for one series, from the zero state}
     *
     * <p>O(T H^3) time, O(T H) memory.
     *
     * @param weights of the cell
     * @param inputs the cell's inputs over the real steps, {@code (T, in)}, T at least 1; for a model with attention
     *     these are the attention's outputs
     * @throws IllegalArgumentException if there is no step or an input has the wrong size for the cell
     */
    public static HiddenJacobian of(CellWeights weights, double[][] inputs) {
        Require.argument(inputs.length >= 1, "at least 1 step is needed");
        List<CellStep> steps = weights.run(inputs);
        double[][] hidden = steps.stream().map(CellStep::hidden).toArray(double[][]::new);
        return weights.kind() == Cell.LSTM ? ofLstm(weights, steps, hidden) : ofHiddenOnly(weights, steps, hidden);
    }

    private static HiddenJacobian ofHiddenOnly(CellWeights weights, List<CellStep> steps, double[][] hidden) {
        Norms norms = noNorms(steps.size());
        DMatrixRMaj product = CommonOps_DDRM.identity(weights.hiddenSize());
        for (int t = steps.size() - 1; t >= 0; t--) {
            record(norms, t, product);
            product = multiply(product, steps.get(t).jacobian(weights.weightHh()));
        }
        return new HiddenJacobian(hidden, norms, Optional.empty());
    }

    private static HiddenJacobian ofLstm(CellWeights weights, List<CellStep> steps, double[][] hidden) {
        int size = weights.hiddenSize();
        Norms toHidden = noNorms(steps.size());
        Norms toCell = noNorms(steps.size());
        Norms joint = noNorms(steps.size());
        DMatrixRMaj product = CommonOps_DDRM.identity(2 * size);
        for (int t = steps.size() - 1; t >= 0; t--) {
            record(toHidden, t, CommonOps_DDRM.extract(product, 0, size, 0, size));
            record(toCell, t, CommonOps_DDRM.extract(product, 0, size, size, 2 * size));
            record(joint, t, product);
            product = multiply(product, steps.get(t).jacobian(weights.weightHh()));
        }
        double[] forgetGate = steps.stream()
                .mapToDouble(step -> ((LstmStep) step).meanForgetGate())
                .toArray();
        return new HiddenJacobian(hidden, toHidden, Optional.of(new Memory(toCell, joint, forgetGate, kept(steps))));
    }

    private static Kept kept(List<CellStep> steps) {
        int size = steps.get(0).hidden().length;
        Kept kept = new Kept(new double[steps.size()], new double[steps.size()]);
        double[] logs = new double[size];
        for (int t = steps.size() - 1; t >= 0; t--) {
            kept.meanLog[t] = Arrays.stream(logs).average().orElseThrow();
            kept.largestLog[t] = Arrays.stream(logs).max().orElseThrow();
            LstmStep step = (LstmStep) steps.get(t);
            for (int j = 0; j < size; j++) {
                logs[j] += Math.log(step.forgetGate(j));
            }
        }
        return kept;
    }

    private static Norms noNorms(int steps) {
        return new Norms(new double[steps], new double[steps]);
    }

    private static DMatrixRMaj multiply(DMatrixRMaj left, DMatrixRMaj right) {
        return CommonOps_DDRM.mult(left, right, null);
    }

    /** Scales by the largest entry first, to keep the decomposition away from the ends of the number range. */
    private static void record(Norms norms, int t, DMatrixRMaj matrix) {
        boolean finite = Arrays.stream(matrix.data).allMatch(Double::isFinite);
        double largest = finite ? CommonOps_DDRM.elementMaxAbs(matrix) : Double.POSITIVE_INFINITY;
        boolean plain = finite && largest > 0;
        DMatrixRMaj scaled = matrix.copy();
        if (plain) {
            CommonOps_DDRM.divide(scaled, largest);
        }
        norms.spectral[t] = plain ? largest * NormOps_DDRM.inducedP2(scaled) : largest;
        norms.frobenius[t] = plain ? largest * NormOps_DDRM.normF(scaled) : largest;
    }
}

package io.unfade.baseline;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * Ridge regression for any penalty from one eigendecomposition, with the exact errors of series left out. With X {@code (n, p)}
 * and Y {@code (n, K)} centred by column, and a the penalty:
 *
 * <pre>{@code
 * more series than values   X'X = W S W', U = X W:  weights = W (S + a)^-1 U'Y
 *                           h_i = 1/n + sum_j U_ij^2 / (s_j + a),  error_i = (Y - U (S + a)^-1 U'Y)_i / (1 - h_i)
 * else                      XX' = V S V':           weights = X' V (S + a)^-1 V'Y
 *                           error_i = (V (S + a)^-1 V'Y)_i / sum_j V_ij^2 / (s_j + a), without the constant column of V
 * }</pre>
 *
 * The second is the first divided by the penalty, above and below, so that nothing cancels where the fit is exact.
 */
final class LeaveOneOut {
    private final DMatrixRMaj basis; // U or V
    private final double[] eigenvalues;
    private final DMatrixRMaj projected; // U'Y or V'Y
    private final DMatrixRMaj toWeights; // W, or X'V
    private final @Nullable DMatrixRMaj targets; // Y if there are more series than values

    private LeaveOneOut(
            DMatrixRMaj basis, double[] eigenvalues, DMatrixRMaj targets, DMatrixRMaj toWeights, boolean isPrimal) {
        this.basis = basis;
        this.eigenvalues = eigenvalues;
        this.toWeights = toWeights;
        this.targets = isPrimal ? targets : null;
        projected = new DMatrixRMaj(basis.numCols, targets.numCols);
        CommonOps_DDRM.multTransA(basis, targets, projected);
    }

    /** {@return the system of more series than values} */
    static LeaveOneOut primal(DMatrixRMaj x, DMatrixRMaj y) {
        DMatrixRMaj product = new DMatrixRMaj(x.numCols, x.numCols);
        CommonOps_DDRM.multInner(x, product);
        double[] values = new double[x.numCols];
        DMatrixRMaj vectors = decompose(product, values);
        DMatrixRMaj basis = new DMatrixRMaj(x.numRows, x.numCols);
        CommonOps_DDRM.mult(x, vectors, basis);
        return new LeaveOneOut(basis, values, y, vectors, true);
    }

    /** {@return the system of at most as many series as values} */
    static LeaveOneOut dual(DMatrixRMaj x, DMatrixRMaj y) {
        int n = x.numRows;
        DMatrixRMaj product = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multOuter(x, product);
        // sets the constant vector, an eigenvector of value 0, apart from others of value 0: its value becomes the
        // largest
        double far = (2 * CommonOps_DDRM.trace(product) + 1) / n;
        CommonOps_DDRM.add(product, far);
        double[] values = new double[n];
        DMatrixRMaj vectors = decompose(product, values);
        int constant = 0;
        for (int j = 1; j < n; j++) {
            constant = values[j] > values[constant] ? j : constant;
        }
        for (int i = 0; i < n; i++) {
            vectors.set(i, constant, 0);
        }
        DMatrixRMaj toWeights = new DMatrixRMaj(x.numCols, n);
        CommonOps_DDRM.multTransA(x, vectors, toWeights);
        return new LeaveOneOut(vectors, values, y, toWeights, false);
    }

    /** {@return the eigenvectors as columns; the argument is lost} */
    private static DMatrixRMaj decompose(DMatrixRMaj symmetric, double[] values) {
        int m = symmetric.numRows;
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(m, true, true);
        if (!decomposition.decompose(symmetric)) {
            throw new IllegalStateException("the equations of the linear model cannot be solved");
        }
        DMatrixRMaj vectors = new DMatrixRMaj(m, m);
        for (int j = 0; j < m; j++) {
            values[j] = Math.max(0, decomposition.getEigenvalue(j).getReal());
            CommonOps_DDRM.insert(decomposition.getEigenVector(j), vectors, 0, j);
        }
        return vectors;
    }

    /** {@return the mean squared error over series left out and scores} */
    double error(double penalty) {
        DMatrixRMaj fitted = new DMatrixRMaj(basis.numRows, projected.numCols);
        CommonOps_DDRM.mult(basis, shrunk(penalty), fitted);
        double sum = 0;
        for (int i = 0; i < fitted.numRows; i++) {
            double leverage = leverage(i, penalty);
            double divisor = targets == null ? leverage : 1 - 1.0 / fitted.numRows - leverage;
            for (int k = 0; k < fitted.numCols; k++) {
                double rest = targets == null ? fitted.get(i, k) : targets.get(i, k) - fitted.get(i, k);
                sum += rest / divisor * (rest / divisor);
            }
        }
        return sum / fitted.numRows / fitted.numCols;
    }

    private double leverage(int series, double penalty) {
        double sum = 0;
        for (int j = 0; j < eigenvalues.length; j++) {
            double entry = basis.get(series, j);
            sum += entry * entry / (eigenvalues[j] + penalty);
        }
        return sum;
    }

    /** {@return the weights {@code (p, K)}} */
    DMatrixRMaj weights(double penalty) {
        DMatrixRMaj weights = new DMatrixRMaj(toWeights.numRows, projected.numCols);
        CommonOps_DDRM.mult(toWeights, shrunk(penalty), weights);
        return weights;
    }

    private DMatrixRMaj shrunk(double penalty) {
        DMatrixRMaj shrunk = projected.copy();
        for (int j = 0; j < shrunk.numRows; j++) {
            for (int k = 0; k < shrunk.numCols; k++) {
                shrunk.set(j, k, shrunk.get(j, k) / (eigenvalues[j] + penalty));
            }
        }
        return shrunk;
    }
}

package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Inputs;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

import java.util.stream.IntStream;

/**
 * The square root of the size of each cell in the best approximation of the series by the product of a course over time
 * and a pattern of features: the strongest box of the series, without a model.
 *
 * <pre>{@code
 * A_tc = sqrt(s |u_t v_c|)
 * }</pre>
 *
 * <p>s is the largest singular value of the real steps of the series as the model reads them, {@code (T, C)}, and u and v
 * are its vectors. Where several are the largest, any of them. O(T C min(T, C)) for each series.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C. Eckart, G. Young: The Approximation of One Matrix by Another of Lower Rank, Psychometrika 1, 1936.
 * </ol>
 */
public record InputRankOne() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "input-rank-1",
            "control, explains nothing: the strongest box of the series, which a method has to beat",
            options -> new InputRankOne());

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            DMatrixRMaj series = new DMatrixRMaj(inputs.lengths()[b], inputs.features());
            System.arraycopy(inputs.values(), inputs.offset(b), series.data, 0, inputs.cells(b));
            System.arraycopy(map(series), 0, values, inputs.offset(b), inputs.cells(b));
        }
        return new Explained(values);
    }

    private static double[] map(DMatrixRMaj series) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(series.numRows, series.numCols, true, true, true);
        if (!svd.decompose(series.copy())) {
            throw new IllegalStateException("a series has no singular value decomposition");
        }
        double[] sizes = svd.getSingularValues();
        int largest = IntStream.range(0, svd.numberOfSingularValues())
                .reduce(0, (best, i) -> sizes[i] > sizes[best] ? i : best);
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double[] map = new double[series.getNumElements()];
        for (int i = 0; i < map.length; i++) {
            double cell = sizes[largest] * u.get(i / series.numCols, largest) * v.get(i % series.numCols, largest);
            map[i] = Math.sqrt(Math.abs(cell));
        }
        return map;
    }
}

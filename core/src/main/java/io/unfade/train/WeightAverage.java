package io.unfade.train;

import io.unfade.model.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean of the weights after several epochs, summed in double precision.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>P. Izmailov, D. Podoprikhin, T. Garipov, D. Vetrov, A. G. Wilson, "Averaging weights leads to wider optima and
 *       better generalization", UAI 2018, arXiv 1803.05407 (SWA; here with any learning rate)
 * </ol>
 */
final class WeightAverage {
    private final Map<String, Tensor> sums = new LinkedHashMap<>();
    private int count;

    /** Adds the weights after an epoch. */
    void add(Map<String, Tensor> weights) {
        weights.forEach((name, tensor) -> sums.merge(name, doubles(tensor, 1), WeightAverage::sum));
        count++;
    }

    /** {@return the mean by name of the weight, in double precision; empty before the first epoch} */
    Map<String, Tensor> mean() {
        Map<String, Tensor> mean = new LinkedHashMap<>();
        sums.forEach((name, sum) -> mean.put(name, doubles(sum, count)));
        return mean;
    }

    private static Tensor doubles(Tensor tensor, double divisor) {
        return Tensor.of(
                Arrays.stream(tensor.toDoubles()).map(value -> value / divisor).toArray(), tensor.shape());
    }

    private static Tensor sum(Tensor one, Tensor other) {
        double[] sum = one.toDoubles();
        double[] more = other.toDoubles();
        Arrays.setAll(sum, i -> sum[i] + more[i]);
        return Tensor.of(sum, one.shape());
    }

    /** {@return the sums, by name of the weight} */
    Map<String, Tensor> sums() {
        return new LinkedHashMap<>(sums);
    }

    /** {@return the number of epochs} */
    int count() {
        return count;
    }

    /** Resumes from {@link #sums} over a number of epochs. */
    void restore(int epochs, Map<String, Tensor> sumsBefore) {
        count = epochs;
        sums.clear();
        sums.putAll(sumsBefore);
    }
}

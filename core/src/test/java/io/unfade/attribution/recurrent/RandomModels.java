package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
import io.unfade.attribution.Problem;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.Inputs;
import io.unfade.model.ModelDescription;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.ModelSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Models in double precision with random weights of a size: biases and statistics of stems are not those of the start. */
final class RandomModels {
    /** Large enough for gates and scores to be far from linear. */
    static final double DEEP = 0.9;

    /** Of the series. */
    static final int[] LENGTHS = {9, 2, 9, 1, 7};

    private RandomModels() {}

    /** {@return every combination of cells, readouts, attention, stems and preparations, and ensembles of some} */
    static List<ModelSpec> everySpec() {
        List<ModelSpec> single = TestModels.everySpec();
        List<ModelSpec> all = new ArrayList<>(single);
        for (int i = 0; i < single.size(); i += 7) {
            all.add(single.get(i).withMembers(3));
        }
        return all;
    }

    /** {@return the series of a set of 5, as a model reads them} */
    static Inputs inputs(TrainedModel model) {
        return model.prepare(TestModels.series(Precision.DOUBLE, 3, LENGTHS)).inputs(new int[] {0, 1, 2, 3, 4});
    }

    /** {@return the problem of explaining given classes of given series} */
    static Problem problem(TrainedModel model, Inputs inputs, Output output, int... targets) {
        List<String> ids =
                IntStream.range(0, inputs.count()).mapToObj(Integer::toString).toList();
        return Problem.of(model, inputs, output, ids, 7, targets);
    }

    /** {@return a model with Gaussian weights of a size} */
    static TrainedModel of(ModelSpec spec, double size, double temperature) {
        Random random = new Random(spec.toString().hashCode());
        return of(spec, temperature, (name, value) -> {
            double drawn = size * random.nextGaussian();
            // a positive bias, since rectifiers of some stems would pass nothing on otherwise
            boolean positive = name.endsWith("running_var") || name.endsWith("norm.bias");
            return positive ? 0.3 + Math.abs(drawn) : drawn;
        });
    }

    /** {@return a model with other weights}
     *
     * @param change from the name of a weight and an initial value to another value
     */
    static TrainedModel of(ModelSpec spec, double temperature, ToDoubleBiFunction<String, Double> change) {
        try (TrainedModel start = TestModels.initialized(spec, Precision.DOUBLE, 1)) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            start.weights().forEach((name, tensor) -> {
                double[] values = tensor.toDoubles();
                Arrays.setAll(values, i -> change.applyAsDouble(name, values[i]));
                weights.put(name, Tensor.of(values, tensor.shape()));
            });
            ModelDescription description = TestModels.describe(spec, Standardization.NONE);
            return TrainedModel.of(
                    temperature == 1 ? description : description.withTemperature(temperature),
                    Standardizer.none(),
                    Precision.DOUBLE,
                    weights);
        }
    }
}

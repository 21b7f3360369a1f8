package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.Tensor;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models in double precision with random weights of a size: biases and statistics of stems are not those of the start. */
final class RandomModels {
    /** Large enough for gates and scores to be far from linear. */
    static final double DEEP = 0.9;

    private RandomModels() {}

    /** {@return every combination of cells, readouts, attention, stems and preparations, and ensembles of some} */
    static List<ModelSpec> everySpec() {
        List<ModelSpec> single = TestModels.everySpec();
        List<ModelSpec> all = new java.util.ArrayList<>(single);
        for (int i = 0; i < single.size(); i += 7) {
            all.add(single.get(i).withMembers(3));
        }
        return all;
    }

    static TrainedModel of(ModelSpec spec, double size, double temperature) {
        Random random = new Random(spec.hashCode());
        try (TrainedModel start = TestModels.initialized(spec, Precision.DOUBLE, 1)) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            start.weights().forEach((name, tensor) -> {
                double[] values = new double[tensor.toDoubles().length];
                Arrays.setAll(values, i -> {
                    double value = size * random.nextGaussian();
                    return name.endsWith("running_var") ? 0.3 + Math.abs(value) : value;
                });
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

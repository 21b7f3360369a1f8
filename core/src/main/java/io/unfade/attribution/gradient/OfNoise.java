package io.unfade.attribution.gradient;

import io.unfade.attribution.Attribution;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Model;
import io.unfade.model.Output;

import java.util.LinkedHashMap;
import java.util.Map;

/** A method that takes the slope under the noise of training. */
interface OfNoise extends Attribution {
    /** {@return the number of noised copies} */
    int samples();

    /** {@return the standard deviation of the noise; 0 for that of the model's training} */
    double level();

    /** {@return the slope} */
    default UnderNoise underNoise() {
        return new UnderNoise(kind().key(), samples(), level());
    }

    @Override
    default Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("samples", Integer.toString(samples()));
        options.put("level", Double.toString(level()));
        return options;
    }

    @Override
    default Map<String, String> takenFrom(Model model) {
        return underNoise().takenFrom(model);
    }

    @Override
    default Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    default void check(Model model, Output output) {
        underNoise().check(model);
    }

    @Override
    default Cost cost(int steps, int features) {
        return underNoise().cost();
    }
}

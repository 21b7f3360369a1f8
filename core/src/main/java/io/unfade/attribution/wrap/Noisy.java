package io.unfade.attribution.wrap;

import java.util.List;
import java.util.Map;

/** A method around another one that explains noisy copies of the series. */
interface Noisy extends Wrapper {
    /** {@return how many copies} */
    int samples();

    /** {@return the standard deviation of the noise as a share of its scale} */
    double noise();

    /** {@return the scale of the noise} */
    NoiseScale scale();

    /** {@return the copies} */
    default NoisyCopies copies() {
        return new NoisyCopies(kind().key(), method(), samples(), noise(), scale());
    }

    @Override
    default Map<String, String> options() {
        Map<String, String> options = optionsOfOther();
        options.put("samples", Integer.toString(samples()));
        options.put("noise", Double.toString(noise()));
        options.put("scale", scale().key());
        return options;
    }

    @Override
    default Cost cost(int steps, int features) {
        Cost one = method().cost(steps, features);
        return new Cost(1 + samples() * one.forward(), samples() * one.backward());
    }

    @Override
    default List<String> doubts() {
        return copies().doubts();
    }
}

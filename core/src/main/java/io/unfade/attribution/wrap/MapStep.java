package io.unfade.attribution.wrap;

import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

import java.util.Arrays;

/**
 * A step after another method: changes the finished map of each series, from that map alone. Costs what the other method
 * costs. A map that is not finite stays as it is, and is reported as that of the other method.
 */
interface MapStep extends Wrapper {
    /**
     * {@return the changed map of a series}
     *
     * @param map the other method's, of the real cells {@code (T, C)} of the series, at least one, all finite; not changed
     * @param features C
     */
    double[] changed(double[] map, int features);

    @Override
    default Cost cost(int steps, int features) {
        return method().cost(steps, features);
    }

    @Override
    default Cost cost(Model model, int steps, int features) {
        return method().cost(model, steps, features);
    }

    @Override
    default Explained attribute(Problem problem) {
        double[] map = method().attribute(problem).values();
        Inputs inputs = problem.inputs();
        double[] changed = map.clone();
        for (int b = 0; b < inputs.count(); b++) {
            int first = inputs.offset(b);
            double[] own = Arrays.copyOfRange(map, first, first + inputs.cells(b));
            if (Arrays.stream(own).allMatch(Double::isFinite)) {
                System.arraycopy(changed(own, inputs.features()), 0, changed, first, own.length);
            }
        }
        return new Explained(changed);
    }
}

package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A method whose maps are given, of series of unequal lengths. After their ends the maps hold large numbers, which nobody may
 * read.
 *
 * @param maps of the real cells of each series
 */
record Given(int features, double[]... maps) implements Attribution {
    private static final double PADDING = 1e6;
    private static final Kind KIND = new Kind("given", "given maps", options -> new Given(1));

    /** {@return a method whose maps have signs, sizes of all magnitudes, zeros and equal sizes} */
    static Given random(long seed, int features, int... lengths) {
        Random random = new Random(seed);
        return new Given(
                features,
                Arrays.stream(lengths)
                        .mapToObj(length -> IntStream.range(0, length * features)
                                .mapToDouble(i -> value(random))
                                .toArray())
                        .toArray(double[][]::new));
    }

    private static double value(Random random) {
        double exact = random.nextGaussian() * Math.exp(random.nextGaussian());
        return random.nextInt(4) == 0 ? Math.rint(exact) : exact;
    }

    /** {@return the maps of a step after this method, of the real cells} */
    static double[][] after(MapStep step) {
        Given given = (Given) step.method();
        Inputs inputs = given.inputs();
        double[] values = step.attribute(given.problem()).values();
        return IntStream.range(0, inputs.count())
                .mapToObj(b -> Arrays.copyOfRange(values, inputs.offset(b), inputs.offset(b) + inputs.cells(b)))
                .toArray(double[][]::new);
    }

    private Inputs inputs() {
        int[] lengths =
                Arrays.stream(maps).mapToInt(map -> map.length / features).toArray();
        int steps = Arrays.stream(lengths).max().orElseThrow();
        return new Inputs(new double[maps.length * steps * features], lengths, steps, features);
    }

    private Problem problem() {
        Model model = Model.of(Signature.of(features, 2, Output.LOGIT), inputs -> new double[inputs.count()][2]);
        List<String> ids =
                IntStream.range(0, maps.length).mapToObj(b -> "s" + b).toList();
        return Problem.of(model, inputs(), Output.LOGIT, ids, 0, new int[maps.length]);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] values = new double[inputs.values().length];
        Arrays.fill(values, PADDING);
        for (int b = 0; b < maps.length; b++) {
            System.arraycopy(maps[b], 0, values, inputs.offset(b), maps[b].length);
        }
        return new Explained(values);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<? extends Model> needs() {
        return Model.class;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(0, 0);
    }

    @Override
    public Cost cost(Model model, int steps, int features) {
        return new Cost(3, 0);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("from", "here");
    }
}

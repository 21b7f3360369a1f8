package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GrowingSeries;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * WinIT: what an observation adds to the output at its own step and soon after, by comparing windows of a feature that
 * contain it with windows that begin after it.
 *
 * <pre>{@code
 * i_n(c, t) = mean over k of d(f(x_1..t), f(x_1..t with feature c from z_k at the steps t-n..t))
 * A_sc = mean over t = s..s+W-1 of i_(t-s)(c, t) - i_(t-s-1)(c, t),   i_-1 = 0 }</pre>
 *
 * <p>f of the first t steps of a series is the output if it ended there; W is the window. The z_k are series of the
 * background, the same for all windows, so that these differ by the observation alone; they are drawn as for {@link
 * Permutation}. d is the difference or its absolute value, and f the explained output; or f is the
 * probabilities of all classes, whichever is explained, and d the sum of their absolute differences, as in the paper, or the divergence of
 * Kullback and Leibler or of Jensen and Shannon. Instead of the mean over t it can be the largest one. In units
 * of the output, of probabilities, or in nats. Needs no gradient. Cost: one forward pass for each step, and for each of its windows, features and
 * draws, plus one. A recurrent model that {@linkplain io.unfade.nn.spec.ModelSpec#readsForwards reads forwards} gives
 * the outputs of all windows that begin at a step in one pass: one forward pass for each step, feature and draw, plus two.
 * If it {@linkplain RecurrentModel#resumes keeps the state} of a prefix, it reads the series once more, and these passes go
 * over the W steps of the windows alone: O(W T) in place of O(T^2) steps.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. K. Leung, C. Rooke, J. Smith, S. Zuberi, M. Volkovs: Temporal Dependencies in Feature Importance for Time
 *       Series Prediction, ICLR 2023, arXiv 2107.14317, section 3.
 * </ol>
 *
 * Differs from the paper, which compares the probabilities of all classes; that is an option here, and the explained output is
 * the default, since the other methods explain it. The paper has a
 * generator of replacements besides those from the data, of which it draws each value alone; here neighbouring values
 * come from one series.
 *
 * @param window W, at least 1
 * @param samples draws, 1..10000
 * @param mode f and d
 * @param over how the steps t are joined
 */
public record WinIt(int window, int samples, Mode mode, Over over) implements Attribution {
    /** What is compared, and how. */
    public enum Mode implements Keyed {
        /** The explained output: the difference. */
        SIGNED,
        /** The explained output: the absolute difference. */
        ABSOLUTE,
        /** The probabilities of all classes: the sum of the absolute differences. */
        PROBABILITIES,
        /** The probabilities of all classes: the Kullback-Leibler divergence of those with from those without. */
        KULLBACK_LEIBLER,
        /** The probabilities of all classes: the Jensen-Shannon divergence, at most log 2. */
        JENSEN_SHANNON;

        private static final Unit NATS = new Unit("nats", "nats");

        boolean isOfOutput() {
            return this == SIGNED || this == ABSOLUTE;
        }

        /**
         * {@return the difference}
         *
         * @param with outputs of the classes, or probabilities
         * @param without the same without some observations
         * @param weights of the outputs in f
         */
        private double of(double[] with, double[] without, double... weights) {
            return switch (this) {
                case SIGNED -> difference(with, without, weights);
                case ABSOLUTE -> Math.abs(difference(with, without, weights));
                case PROBABILITIES ->
                    IntStream.range(0, with.length)
                            .mapToDouble(k -> Math.abs(with[k] - without[k]))
                            .sum();
                case KULLBACK_LEIBLER -> divergence(with, without);
                case JENSEN_SHANNON -> {
                    double[] mean = new double[with.length];
                    Arrays.setAll(mean, k -> (with[k] + without[k]) / 2);
                    yield (divergence(with, mean) + divergence(without, mean)) / 2;
                }
            };
        }

        private static double difference(double[] with, double[] without, double... weights) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] == 0 ? 0 : weights[k] * (with[k] - without[k]);
            }
            return sum;
        }

        /** {@return sum over k of p_k log(p_k / q_k)} A q of 0, which is a rounded one, counts as the smallest number. */
        private static double divergence(double[] p, double... q) {
            double sum = 0;
            for (int k = 0; k < p.length; k++) {
                sum += p[k] == 0 ? 0 : p[k] * (Math.log(p[k]) - Math.log(Math.max(q[k], Double.MIN_VALUE)));
            }
            return sum;
        }

        private Unit unit() {
            return switch (this) {
                case SIGNED, ABSOLUTE -> Unit.OUTPUT;
                case PROBABILITIES -> new Unit("change of the probabilities", "change of the probabilities");
                case KULLBACK_LEIBLER, JENSEN_SHANNON -> NATS;
            };
        }
    }

    /** How the steps at which an observation is seen are joined. */
    public enum Over implements Keyed {
        /** The mean. */
        MEAN,
        /** The largest. */
        MAX,
        /** The one of the largest absolute value, with its sign. */
        MAX_ABSOLUTE
    }

    /** Of shorter series, windows of all later steps. */
    private static final int USUAL_WINDOW = 10;

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "win-it",
            "what an observation adds to the output soon after, from windows with and without it",
            options -> new WinIt(
                    options.integer("window"),
                    options.integer("samples"),
                    options.choice("mode", Mode.class),
                    options.choice("over", Over.class)),
            new Kind.Option(
                    "window",
                    Integer.toString(USUAL_WINDOW),
                    "steps at which an observation is seen, its own and later ones, at least 1"),
            new Kind.Option("samples", "3", "series of the background that values come from, 1..10000"),
            new Kind.Option(
                    "mode",
                    "signed",
                    "what is compared: the explained output, signed or absolute; or the probabilities of all classes: probabilities (sum of absolute differences), kullback-leibler, jensen-shannon"),
            new Kind.Option("over", "mean", "of these steps: mean, max, or max-absolute (with its sign)"));

    private static final int MOST_SAMPLES = 10_000;

    /** Checks the numbers. */
    public WinIt {
        Require.argument(window >= 1, "win-it: window must be at least 1, but was %d", window);
        Require.argument(
                samples >= 1 && samples <= MOST_SAMPLES,
                "win-it: samples must be in 1..%d, but was %d",
                MOST_SAMPLES,
                samples);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("window", Integer.toString(window));
        options.put("samples", Integer.toString(samples));
        options.put("mode", mode.key());
        options.put("over", over.key());
        return options;
    }

    @Override
    public Class<Model> needs() {
        return Model.class;
    }

    @Override
    public boolean dependsOnOutput() {
        return mode.isOfOutput();
    }

    @Override
    public Unit unit() {
        return mode.unit();
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public Cost cost(int steps, int features) {
        long windows = 0;
        for (int t = 1; t <= steps; t++) {
            windows += Math.min(window, t);
        }
        return new Cost(1 + steps + windows * features * samples, 0);
    }

    @Override
    public Cost cost(Model model, int steps, int features) {
        return model instanceof RecurrentModel recurrent && recurrent.spec().readsForwards()
                ? new Cost(2 + GrowingSeries.passes(model, steps) + (long) steps * features * samples, 0)
                : cost(steps, features);
    }

    @Override
    public void check(Extent series) {
        if (window != USUAL_WINDOW) {
            series.checkWindow(KIND.key(), window, 0);
        }
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        BackgroundDraws draws = new BackgroundDraws(problem, KIND.key());
        List<double[]> others = Stream.generate(draws::next).limit(samples).toList();
        double[][][] whole = problem.outputsOfPrefixes(compared(problem), 1);
        double[] maps = new double[inputs.values().length];
        double[][][] latest = new double[inputs.count()][0][];
        try (GrowingSeries growing = new GrowingSeries(problem)) {
            for (int start = 0; start < inputs.steps(); start++) {
                double[][][] next = importance(problem, growing, start, whole, others);
                write(inputs, latest, next, maps, start - 1);
                latest = next;
            }
        }
        write(inputs, latest, new double[inputs.count()][0][], maps, inputs.steps() - 1);
        return new Explained(maps);
    }

    private Output compared(Problem problem) {
        return mode.isOfOutput() ? problem.output() : Output.PROBABILITY;
    }

    /**
     * {@return i_n of the windows that begin at a step: of each series and lag n, of each feature; no lags for a series that has
     * ended}
     */
    private double[][][] importance(
            Problem problem, GrowingSeries growing, int start, double[][][] whole, List<double[]> others) {
        Problem.Prefix windows = growing.prefix(start + 1, start + window);
        int features = problem.inputs().features();
        double[][][] importance = new double[problem.inputs().count()][0][];
        for (int row = 0; row < windows.rows().length; row++) {
            int lags = windows.held() + windows.problem().inputs().lengths()[row] - start;
            importance[windows.rows()[row]] = new double[lags][features];
        }
        windows.problem()
                .outputsOfPrefixes(
                        compared(problem),
                        start + 1 - windows.held(),
                        features * samples,
                        variant -> replaced(
                                windows,
                                others.get(variant % samples),
                                problem.inputs().steps(),
                                variant / samples,
                                start),
                        (variant, outputs) -> {
                            for (int row = 0; row < outputs.length; row++) {
                                int b = windows.rows()[row];
                                double[] weights = mode.isOfOutput() ? problem.classWeights(b) : new double[0];
                                for (int lag = 0; lag < outputs[row].length; lag++) {
                                    importance[b][lag][variant / samples] +=
                                            mode.of(whole[b][start + lag], outputs[row][lag], weights) / samples;
                                }
                            }
                        });
        return importance;
    }

    /** {@return series {@code (B, T', C)} with a feature from a step on from other series {@code (B, T, C)}} */
    private static double[] replaced(Problem.Prefix windows, double[] others, int steps, int feature, int start) {
        Inputs inputs = windows.problem().inputs();
        double[] values = inputs.values().clone();
        for (int row = 0; row < inputs.count(); row++) {
            int other = (windows.rows()[row] * steps + windows.held()) * inputs.features();
            for (int t = start - windows.held(); t < inputs.lengths()[row]; t++) {
                int cell = t * inputs.features() + feature;
                values[inputs.offset(row) + cell] = others[other + cell];
            }
        }
        return values;
    }

    /**
     * Writes the cells of a step; nothing of a series that has ended, or before the first step.
     *
     * @param importance of the windows that begin at it, of each series {@code [lags][C]}
     * @param later those that begin at the next step, which have one lag less where the series ends
     */
    private void write(Inputs inputs, double[][][] importance, double[][][] later, double[] maps, int step) {
        for (int b = 0; b < importance.length; b++) {
            write(importance[b], later[b], maps, inputs.offset(b) + step * inputs.features());
        }
    }

    private void write(double[][] importance, double[][] later, double[] maps, int from) {
        for (int lag = 0; lag < importance.length; lag++) {
            for (int c = 0; c < importance[lag].length; c++) {
                double shorter = lag == 0 ? 0 : later[lag - 1][c];
                maps[from + c] = joined(maps[from + c], importance[lag][c] - shorter, lag, importance.length);
            }
        }
    }

    /** {@return what is known of an observation, after another step at which it is seen} */
    private double joined(double before, double next, int lag, int seen) {
        return switch (over) {
            case MEAN -> before + next / seen;
            case MAX -> lag == 0 ? next : Math.max(before, next);
            case MAX_ABSOLUTE -> lag == 0 || Math.abs(next) > Math.abs(before) ? next : before;
        };
    }
}

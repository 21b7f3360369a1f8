package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Series to explain: the function f, the inputs, and the class of each.
 *
 * <p>The class of each series is chosen once, from the outputs of the unperturbed series; f at any other input is the
 * output of that class. Many variants of the series are evaluated side by side, several in one pass of the model, with
 * the numbers that each gives alone, except for last digits. For use by one thread.
 */
public final class Problem {
    /** Cells of the variants in one pass, unless the series alone have more. */
    static final int CELLS_PER_PASS = 1 << 16;

    /** A step of fewer features counts as one of so many, since the network takes memory for each step. */
    private static final int FEWEST_FEATURES = 4;

    /**
     * f of each series, and its gradient.
     *
     * @param values of the B series
     * @param gradient {@code (B, T, C)} row-major
     */
    public record ValuesAndGradient(double[] values, double[] gradient) {}

    /** Variants of the series as one problem. */
    @FunctionalInterface
    public interface Part {
        /**
         * Receives variants.
         *
         * @param first number of the first one
         * @param variants {@code count * B} series: those of the first variant, then those of the next
         */
        void accept(int first, Problem variants);
    }

    /** Values of one variant. */
    @FunctionalInterface
    public interface OfVariant {
        /**
         * Receives values; called in the order of the variants.
         *
         * @param variant its number
         * @param values of its B series; not used elsewhere
         */
        void accept(int variant, double[] values);
    }

    /** Outputs of the prefixes of the series of one variant. */
    @FunctionalInterface
    public interface OfPrefixes {
        /**
         * Receives outputs; called in the order of the variants.
         *
         * @param variant its number
         * @param outputs of each of its B series, {@code [B][n][K]}
         */
        void accept(int variant, double[][][] outputs);
    }

    private final Subject subject;
    private final @Nullable Inputs variants;

    Problem(Subject subject) {
        this(subject, null);
    }

    Problem(Subject subject, @Nullable Inputs variants) {
        this.subject = subject;
        this.variants = variants;
    }

    /**
     * {@return the problem with given classes}
     *
     * @param targets the class of each series, 0..K-1
     */
    public static Problem of(Model model, Inputs inputs, Output output, List<String> ids, long seed, int... targets) {
        Require.argument(
                ids.size() == inputs.count() && targets.length == inputs.count(),
                "%d series need as many ids and targets, but have %d and %d",
                inputs.count(),
                ids.size(),
                targets.length);
        Subject.Query query = new Subject.Query(model, output, seed, null, rows -> {});
        return of(query, inputs, ids, Subject.Classes.of(targets));
    }

    private static Problem of(Subject.Query query, Inputs inputs, List<String> ids, Subject.Classes classes) {
        return new Problem(new Subject(query, inputs, ids, outputs -> classes).withClasses(classes));
    }

    Subject subject() {
        return subject;
    }

    /** {@return the same problem with a background} */
    public Problem with(Background background) {
        return new Problem(subject.with(background), variants);
    }

    /**
     * {@return the same problem with the outputs of other classes subtracted}
     *
     * @param contrasts of each series, 0..K-1
     */
    public Problem minus(int... contrasts) {
        return new Problem(subject.minus(contrasts), variants);
    }

    /** {@return the series: B of them} */
    public Inputs inputs() {
        return variants == null ? subject.inputs() : variants;
    }

    /** {@return the same f at other values {@code (B, T, C)}; the classes remain those of the unperturbed series} */
    public Problem at(double[] values) {
        return new Problem(subject, inputs().with(values));
    }

    /** {@return the same f of other series in place of these, such as parts of them; the classes remain} */
    public Problem on(Inputs others) {
        int series = subject.inputs().count();
        return new Problem(subject.with(
                others,
                IntStream.range(0, inputs().count()).map(row -> row % series).toArray()));
    }

    /** {@return the series as they are: of each of {@link #inputs} the one that it is a variant of} */
    public Inputs unperturbed() {
        Inputs once = subject.inputs();
        if (variants == null) {
            return once;
        }
        double[] values = new double[variants.values().length];
        for (int from = 0; from < values.length; from += once.values().length) {
            System.arraycopy(once.values(), 0, values, from, once.values().length);
        }
        return variants.with(values);
    }

    /**
     * The first steps of those series that have as many.
     *
     * @param held how many of these the model holds, so that they are left out of the problem's inputs; 0 unless said
     * @param rows the series that they are of
     */
    public record Prefix(Problem problem, int held, int... rows) {}

    /**
     * {@return the first steps of series as series of their own; their classes remain those of the whole series}
     *
     * @param steps how many, 1..T
     */
    public Prefix prefix(int steps) {
        return prefix(steps, steps);
    }

    /**
     * {@return the first steps of those series that have at least so many, as {@link #prefix(int)}}
     *
     * @param least steps, 1..T
     * @param most steps, at least the others; series of fewer are whole
     */
    public Prefix prefix(int least, int most) {
        Inputs series = subject.inputs();
        int[] own = series.lasting(least);
        Problem asTheyAre = new Problem(subject.with(series.first(most, own), own));
        if (variants == null) {
            return new Prefix(asTheyAre, 0, own);
        }
        int[] rows = variants.lasting(least);
        return new Prefix(new Problem(asTheyAre.subject, variants.first(most, rows)), 0, rows);
    }

    /** {@return the model, for methods that go through its parts} */
    public RecurrentModel recurrentModel() {
        if (subject.query().model() instanceof RecurrentModel recurrent) {
            return recurrent;
        }
        throw new IllegalStateException("the model has no recurrent layers; Explainer.check says so before");
    }

    /** {@return the output to explain} */
    public Output output() {
        return subject.query().output();
    }

    /** {@return the precision of f's arithmetic} */
    public Precision precision() {
        return subject.query().model().signature().precision();
    }

    /**
     * {@return the weight of each class's output in f of a series: 1 for the explained class, -1 for one that is subtracted,
     * 0 for others}
     */
    public double[] classWeights(int series) {
        return subject.weights(series, subject.query().model().signature().classes());
    }

    /** {@return the standard deviation of the noise under which the model was trained; see {@link Model#noiseLevel()}} */
    public double noiseLevel() {
        return subject.query().model().noiseLevel();
    }

    /**
     * Counts a pass that a method makes itself over some series.
     *
     * @throws java.util.concurrent.CancellationException if the work is to end
     */
    public void countPass(int series) {
        subject.query().beforePass().accept(series);
    }

    /** {@return f of each series} */
    public double[] values() {
        return variants == null ? subject.values() : subject.values(variants);
    }

    /** {@return df/dx of each series, {@code (B, T, C)} row-major; one forward and one backward pass} */
    public double[] gradient() {
        return variants == null ? subject.gradient() : subject.gradient(variants);
    }

    /** {@return f and df/dx of each series; one forward and one backward pass for both} */
    public ValuesAndGradient valuesAndGradient() {
        return subject.valuesAndGradient(inputs());
    }

    /** {@return the output of every class of each series, {@code [B][K]}, whichever is explained; one forward pass} */
    public double[][] outputs() {
        return subject.outputs(inputs());
    }

    /**
     * {@return these outputs and the gradient of a weighted sum of them; one forward and one backward pass}
     *
     * @param weights from the outputs to the weight of each, a constant to the gradient; called once
     */
    public Derivative derivative(UnaryOperator<double[][]> weights) {
        return subject.derivative(inputs(), weights);
    }

    /**
     * {@return f of each series at variants, {@code [count][B]}}
     *
     * @param variant from its number, 0..count-1, to its values {@code (B, T, C)}; called in order
     */
    public double[][] values(int count, IntFunction<double[]> variant) {
        double[][] values = new double[count][];
        inParts(
                count,
                variant,
                (first, part) -> split(part.values(), inputs().count(), first, (v, of) -> values[v] = of));
        return values;
    }

    /**
     * {@return an output of every class for the first steps of each series, {@code [B][n][K]}: of so many steps, and of one more
     * each, up to all}
     *
     * <p>Cost: one forward pass of a recurrent model that {@linkplain io.unfade.nn.spec.ModelSpec#readsForwards reads
     * forwards}, whose states after each step are those of the prefix; of others one for each number of steps.
     *
     * @param first steps of the shortest prefix, at most those of the shortest series
     */
    public double[][][] outputsOfPrefixes(Output wanted, int first) {
        return subject.outputsOfPrefixes(inputs(), first, wanted);
    }

    /**
     * Computes outputs of the first steps of each series at variants, as {@link #outputsOfPrefixes(Output, int)}.
     *
     * @param variant from its number, 0..count-1, to its values {@code (B, T, C)}; called in order
     * @param receiver receives the outputs of the prefixes of each of the B series of a variant, in order
     */
    public void outputsOfPrefixes(
            Output wanted, int first, int count, IntFunction<double[]> variant, OfPrefixes receiver) {
        int series = inputs().count();
        inParts(count, variant, (number, part) -> {
            double[][][] outputs = part.outputsOfPrefixes(wanted, first);
            for (int from = 0; from < outputs.length; from += series) {
                receiver.accept(number + from / series, Arrays.copyOfRange(outputs, from, from + series));
            }
        });
    }

    /**
     * Computes df/dx of each series at variants, one forward and one backward pass each.
     *
     * @param variant from its number, 0..count-1, to its values {@code (B, T, C)}; called in order
     * @param receiver receives each gradient {@code (B, T, C)}
     */
    public void gradients(int count, IntFunction<double[]> variant, OfVariant receiver) {
        int cells = inputs().values().length;
        inParts(count, variant, (first, part) -> split(part.gradient(), cells, first, receiver));
    }

    /**
     * Explains each series at variants by another method.
     *
     * @param variant from its number, 0..count-1, to its values {@code (B, T, C)}; called in order
     * @param receiver receives each maps {@code (B, T, C)}
     */
    public void maps(Attribution method, int count, IntFunction<double[]> variant, OfVariant receiver) {
        inParts(
                count,
                variant,
                (first, part) -> split(method.attribute(part).values(), inputs().values().length, first, receiver));
    }

    private static void split(double[] values, int size, int first, OfVariant receiver) {
        for (int from = 0; from < values.length; from += size) {
            receiver.accept(first + from / size, Arrays.copyOfRange(values, from, from + size));
        }
    }

    /**
     * Lays variants side by side, as many at a time as fit into a pass: tiny series go by hundreds, large ones alone.
     *
     * @param variant from its number, 0..count-1, to its values {@code (B, T, C)}; called in order
     */
    public void inParts(int count, IntFunction<double[]> variant, Part receiver) {
        int size = inputs().values().length;
        int counted = size / inputs().features() * Math.max(inputs().features(), FEWEST_FEATURES);
        int most = Math.max(1, CELLS_PER_PASS / counted);
        int parts = (count + most - 1) / most;
        for (int part = 0; part < parts; part++) {
            int first = (int) ((long) count * part / parts);
            int several = (int) ((long) count * (part + 1) / parts) - first;
            double[] joined = new double[several * size];
            for (int k = 0; k < several; k++) {
                System.arraycopy(variant.apply(first + k), 0, joined, k * size, size);
            }
            receiver.accept(first, new Problem(subject, repeated(joined, several)));
        }
    }

    private Inputs repeated(double[] values, int times) {
        Inputs inputs = inputs();
        int[] lengths = new int[times * inputs.count()];
        Arrays.setAll(lengths, row -> inputs.lengths()[row % inputs.count()]);
        return new Inputs(values, lengths, inputs.steps(), inputs.features());
    }

    /**
     * {@return a new random stream of a series, derived from its id and so independent of the batch}
     *
     * @param use such as the name of a method, so that nested methods do not share one
     */
    public Random random(int series, String use) {
        return subject.random(series, use);
    }

    /** {@return the explained class of each series; that of a variant is that of its series} */
    public int[] targets() {
        int[] once = subject.targets();
        int[] targets = new int[inputs().count()];
        Arrays.setAll(targets, row -> once[row % once.length]);
        return targets;
    }

    /** {@return the series of the training distribution, for methods that {@link Attribution#needsBackground need them}} */
    public Background background() {
        return subject.background();
    }

    /** {@return the baseline of each series, {@code (B, T, C)} row-major; that of a variant is that of its series} */
    public double[] baseline(Baseline baseline) {
        double[] once = subject.baseline(baseline);
        double[] values = new double[inputs().values().length];
        for (int from = 0; from < values.length; from += once.length) {
            System.arraycopy(once, 0, values, from, once.length);
        }
        return values;
    }

    /** {@return what replaces windows of the series by a baseline} */
    public Replacement replacement(Baseline baseline) {
        return new Replacement(this, baseline);
    }
}

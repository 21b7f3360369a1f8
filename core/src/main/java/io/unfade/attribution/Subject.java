package io.unfade.attribution;

import io.unfade.math.Seeds;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.Inputs;
import io.unfade.model.KeptPrefix;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The series to explain as they are, and the function f of each, which also applies to variants of them. The class of
 * each is chosen once, from the outputs of the series as they are. For use by one thread.
 */
final class Subject {
    /** Chooses the classes of each series, from probabilities {@code [B][K]}. */
    @FunctionalInterface
    interface Choice {
        Classes of(double[][] probabilities);
    }

    /**
     * What f of each series is: the output of a class, less that of another one.
     *
     * @param targets the explained class of each series
     * @param contrasts the class whose output is subtracted; -1 for none
     */
    record Classes(int[] targets, int[] contrasts) {
        /** The outputs of the explained classes themselves. */
        static Classes of(int... targets) {
            int[] none = new int[targets.length];
            Arrays.fill(none, -1);
            return new Classes(targets, none);
        }

        private Classes select(int... rows) {
            return new Classes(
                    IntStream.of(rows).map(row -> targets[row]).toArray(),
                    IntStream.of(rows).map(row -> contrasts[row]).toArray());
        }

        private double[] values(double[][] outputs) {
            double[] values = new double[outputs.length];
            Arrays.setAll(values, row -> {
                int contrast = contrasts[row % contrasts.length];
                return outputs[row][targets[row % targets.length]] - (contrast < 0 ? 0 : outputs[row][contrast]);
            });
            return values;
        }

        private double[][] weights(double[][] ofClasses) {
            double[][] weights = new double[ofClasses.length][];
            Arrays.setAll(weights, row -> weights(row, ofClasses[0].length));
            return weights;
        }

        private double[] weights(int row, int classes) {
            double[] weights = new double[classes];
            weights[targets[row % targets.length]] = 1;
            int contrast = contrasts[row % contrasts.length];
            if (contrast >= 0) {
                weights[contrast] = -1;
            }
            return weights;
        }
    }

    /**
     * What is asked about a model, of any series.
     *
     * @param output the output to explain
     * @param seed of random streams
     * @param background series of the training distribution; null if there are none
     * @param beforePass receives the number of series before each pass of the model; may throw to end the work
     */
    record Query(
            Model model, Output output, long seed, @Nullable Background background, IntConsumer beforePass) {
        private double[][] outputs(Inputs inputs, Output wanted) {
            beforePass.accept(inputs.count());
            return model.outputs(inputs, wanted);
        }

        private Derivative derivative(Inputs inputs, DifferentiableModel.Seed weights) {
            if (!(model instanceof DifferentiableModel differentiable)) {
                throw new IllegalStateException("the model provides no gradients; Explainer.check says so before");
            }
            beforePass.accept(inputs.count());
            return differentiable.derivative(inputs, output, weights);
        }
    }

    private final Query query;
    private final Inputs inputs;
    private final List<String> ids;
    private final Choice choice;
    private final Map<Baseline, double[]> baselines = new EnumMap<>(Baseline.class);
    private @Nullable Classes classes;
    private double @Nullable [] @Nullable [] probabilities;
    private @Nullable Whole whole;

    /**
     * What the inputs are the last steps of, where a model holds those before.
     *
     * @param read the number of steps before
     * @param subject of whole series
     */
    private record Whole(int read, Supplier<Subject> subject) {
        private double[] baseline(Baseline kind, Inputs later) {
            if (kind == Baseline.ZERO) {
                return new double[later.values().length];
            }
            Subject all = subject.get();
            int[] rows = IntStream.range(0, later.count()).toArray();
            return all.inputs
                    .with(all.baseline(kind))
                    .between(read, read + later.steps(), rows)
                    .values();
        }
    }

    /**
     * A subject.
     *
     * @param inputs the B series
     * @param ids of the series; random streams are derived from them
     * @param choice of the classes
     */
    Subject(Query query, Inputs inputs, List<String> ids, Choice choice) {
        this.query = query;
        this.inputs = inputs;
        this.ids = ids;
        this.choice = choice;
    }

    Query query() {
        return query;
    }

    Inputs inputs() {
        return inputs;
    }

    String id(int row) {
        return ids.get(row % ids.size());
    }

    Background background() {
        Background background = query.background();
        if (background == null) {
            throw new IllegalStateException("there is no background; Explainer.check says so before");
        }
        return background;
    }

    /** {@return a new random stream of a series for a use, derived from the id and so independent of the batch} */
    Random random(int row, String use) {
        long seed = use.isEmpty() ? query.seed() : Seeds.derive(query.seed(), use);
        return new Random(Seeds.derive(seed, id(row)));
    }

    /** {@return the baseline of each series, {@code (B, T, C)}; not to be changed} */
    double[] baseline(Baseline kind) {
        Whole of = whole;
        return baselines.computeIfAbsent(kind, chosen -> of == null ? chosen.of(this) : of.baseline(chosen, inputs));
    }

    /**
     * {@return a subject of the steps of some series that follow those that a model holds; classes and baselines remain}
     *
     * @param later these steps
     * @param all the subject of the series with the steps before
     */
    Subject after(KeptPrefix prefix, Inputs later, int[] rows, Supplier<Subject> all) {
        Query of = new Query(prefix, query.output(), query.seed(), query.background(), query.beforePass());
        Classes kept = classes().select(rows);
        Subject after = new Subject(
                        of, later, IntStream.of(rows).mapToObj(ids::get).toList(), ofClasses -> kept)
                .withClasses(kept);
        after.whole = new Whole(prefix.steps(), all);
        return after;
    }

    /** {@return a subject of other series for some of these, in that order; their classes remain} */
    Subject with(Inputs others, int... rows) {
        Classes kept = classes().select(rows);
        return new Subject(query, others, IntStream.of(rows).mapToObj(ids::get).toList(), ofClasses -> kept)
                .withClasses(kept);
    }

    /** {@return the same subject with a background} */
    Subject with(Background background) {
        Query with = new Query(query.model(), query.output(), query.seed(), background, query.beforePass());
        return new Subject(with, inputs, ids, choice).withClasses(classes());
    }

    /** {@return the same subject with the outputs of other classes subtracted} */
    Subject minus(int... contrasts) {
        return new Subject(query, inputs, ids, choice).withClasses(new Classes(targets(), contrasts));
    }

    /** {@return this, with given classes} */
    Subject withClasses(Classes given) {
        classes = given;
        return this;
    }

    /** {@return the explained class of each series} */
    int[] targets() {
        return classes().targets();
    }

    /** {@return the factor of the output of each of K classes in f of a row: 1 and, of a contrast, -1; else 0} */
    double[] weights(int row, int count) {
        return classes().weights(row, count);
    }

    private Classes classes() {
        Classes chosen = classes;
        return chosen == null ? choose(query.outputs(inputs, Output.PROBABILITY)) : chosen;
    }

    /** {@return the probabilities of the series as they are, {@code [B][K]}} */
    double[][] probabilities() {
        double[][] known = probabilities;
        if (known == null) {
            known = query.outputs(inputs, Output.PROBABILITY);
            if (classes == null) {
                choose(known);
            }
            probabilities = known;
        }
        return known;
    }

    private Classes choose(double[][] ofSeries) {
        Classes chosen = choice.of(ofSeries);
        probabilities = ofSeries;
        classes = chosen;
        return chosen;
    }

    /** {@return f of each series as it is} */
    double[] values() {
        Classes chosen = classes();
        double[][] known = query.output() == Output.PROBABILITY ? probabilities : null;
        return chosen.values(known == null ? query.outputs(inputs, query.output()) : known);
    }

    /** {@return f of each row of any number of variants of all series} */
    double[] values(Inputs variants) {
        return classes().values(query.outputs(variants, query.output()));
    }

    /**
     * {@return an output of every class for the first steps of each row of any number of variants of all series, {@code
     * [rows][n][K]}: of so many steps, and of one more each, up to all} One pass of a model that {@linkplain
     * io.unfade.nn.spec.ModelSpec#readsForwards reads forwards}; else one for each number of steps.
     */
    double[][][] outputsOfPrefixes(Inputs variants, int first, Output wanted) {
        if (query.model() instanceof KeptPrefix prefix) {
            query.beforePass().accept(variants.count());
            return prefix.outputsOfPrefixes(variants, first, wanted);
        }
        if (query.model() instanceof RecurrentModel recurrent
                && recurrent.spec().readsForwards()) {
            query.beforePass().accept(variants.count());
            return recurrent.outputsOfPrefixes(variants, first, wanted);
        }
        double[][][] outputs = new double[variants.count()][][];
        Arrays.setAll(outputs, row -> new double[variants.lengths()[row] - first + 1][]);
        for (int steps = first; steps <= variants.steps(); steps++) {
            int[] rows = variants.lasting(steps);
            double[][] ofRows = query.outputs(variants.first(steps, rows), wanted);
            for (int i = 0; i < rows.length; i++) {
                outputs[rows[i]][steps - first] = ofRows[i];
            }
        }
        return outputs;
    }

    /** {@return df/dx of each series as it is, {@code (B, T, C)}; the pass also chooses the classes} */
    double[] gradient() {
        return query.derivative(inputs, ofClasses -> {
                    Classes known = classes;
                    return (known == null ? choose(ofClasses) : known).weights(ofClasses);
                })
                .gradient();
    }

    /** {@return df/dx of each row of any number of variants of all series, {@code (rows, T, C)}} */
    double[] gradient(Inputs variants) {
        return valuesAndGradient(variants).gradient();
    }

    /** {@return the output of every class of each row of any number of variants of all series} */
    double[][] outputs(Inputs variants) {
        return query.outputs(variants, query.output());
    }

    /** {@return these outputs, and the gradient of a sum of them, weighted by a function of them} */
    Derivative derivative(Inputs variants, UnaryOperator<double[][]> weights) {
        return query.derivative(variants, new DifferentiableModel.Seed() {
            @Override
            public double[][] of(double[][] ofClasses) {
                return weights.apply(outputs(variants));
            }

            @Override
            public double[][] of(double[][] ofClasses, double[][] outputs) {
                return weights.apply(outputs);
            }
        });
    }

    /** {@return f and df/dx of each row of any number of variants of all series} */
    Problem.ValuesAndGradient valuesAndGradient(Inputs variants) {
        Classes chosen = classes();
        Derivative derivative = query.derivative(variants, chosen::weights);
        return new Problem.ValuesAndGradient(chosen.values(derivative.outputs()), derivative.gradient());
    }
}

package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.ReadingRule;
import io.unfade.math.Vectors;

import java.util.Optional;
import java.util.function.Function;

/**
 * A classifier of time series, as everything outside of it sees it: plain arrays in, plain arrays out.
 *
 * <p>What a model can do more is said by the interfaces that it implements: {@link DifferentiableModel} gives gradients,
 * {@link RecurrentModel} shows what is inside. Ask for these before data are read. {@link Models#open} opens one from a file.
 *
 * <p>Safe to use from several threads.
 */
public interface Model extends AutoCloseable {
    /** {@return what the model reads and gives} */
    Signature signature();

    /**
     * Computes an output of every class.
     *
     * @param inputs B series as {@link PreparedSeries#inputs} makes them
     * @param output one of those that the signature names
     * @return {@code [B][K]}; each row depends on its own series alone
     */
    double[][] outputs(Inputs inputs, Output output);

    /** {@return the SHA-256 of the files that the model was read from; empty if it was not read from files} */
    default Optional<String> fileHash() {
        return Optional.empty();
    }

    /** {@return how the training series were read, and so others should be; empty if unknown} */
    default Optional<ReadingRule> reading() {
        return Optional.empty();
    }

    /**
     * {@return series as the model reads them: features and classes matched by name with the model's, see {@link
     * Signature#align}}
     *
     * @throws IllegalArgumentException if they have other features, or for per-cell standardisation other steps, than
     *     the model was made for, or for per-group standardisation no groups
     */
    default PreparedSeries prepare(SeriesSet set) {
        return new PreparedSeries(
                signature(), signature().align(set), signature().standardizer());
    }

    /**
     * {@return as {@link #prepare}, for a use that needs the class of every series}
     *
     * @throws IllegalArgumentException if they do not fit, have no labels, or one is of a class the model does not know
     */
    default PreparedSeries prepareLabelled(SeriesSet set) {
        return new PreparedSeries(
                signature(), signature().alignLabelled(set), signature().standardizer());
    }

    /** {@return as {@link #prepare}, for series that are standardised already} */
    default PreparedSeries prepareStandardized(SeriesSet set) {
        return PreparedSeries.standardized(signature(), signature().align(set));
    }

    /**
     * The probability of every class for every series.
     *
     * @param set features must be the model's, in any order if they have names
     * @param batchSize series at a time, at least 1; bounds the memory
     * @return {@code [n][K]}, each row sums to 1; classes in the model's order
     * @throws IllegalArgumentException if the series do not fit the model, or hold values that it cannot compute with; the
     *     message names series, step and feature
     */
    default double[][] probabilities(SeriesSet set, int batchSize) {
        return probabilities(prepare(set), batchSize);
    }

    /** As {@link #probabilities(SeriesSet, int)}, of series that are prepared already. */
    default double[][] probabilities(PreparedSeries series, int batchSize) {
        double[][] probabilities = new double[series.set().count()][];
        for (int[] rows : series.batches(batchSize)) {
            double[][] part = outputs(series.inputs(rows), Output.PROBABILITY);
            series.checkOutputs(part, rows);
            for (int b = 0; b < rows.length; b++) {
                probabilities[rows[b]] = part[b];
            }
        }
        return probabilities;
    }

    /**
     * {@return a model that is a function of its inputs, such as one of another program}
     *
     * @param signature names one output: that which the function gives
     * @param function from B series to {@code [B][K]}; called from several threads. Where it gives logits, probabilities
     *     are their softmax.
     */
    static Model of(Signature signature, Function<Inputs, double[][]> function) {
        Require.argument(
                signature.outputs().size() == 1,
                "a function gives one output, but the signature names %s",
                signature.outputs());
        Output given = signature.outputs().iterator().next();
        Signature all = given == Output.LOGIT ? signature.withOutputs(Output.LOGIT, Output.PROBABILITY) : signature;
        int classes = signature.classes();
        return new Model() {
            @Override
            public Signature signature() {
                return all;
            }

            @Override
            public double[][] outputs(Inputs inputs, Output output) {
                all.checkGives(output);
                double[][] values = function.apply(inputs);
                Require.size("the outputs of the function", inputs.count(), values.length);
                double[][] outputs = new double[values.length][classes];
                for (int b = 0; b < outputs.length; b++) {
                    Require.size("the classes of the function", classes, values[b].length);
                    if (output == given) {
                        System.arraycopy(values[b], 0, outputs[b], 0, classes);
                    } else {
                        Vectors.softmax(values[b], outputs[b]);
                    }
                }
                return outputs;
            }
        };
    }

    /** Frees what the model holds; nothing may be asked of it afterwards. */
    @Override
    default void close() {}
}

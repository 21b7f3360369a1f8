package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.ReadingRule;
import io.unfade.nn.Softmax;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A classifier of time series with plain arrays as input and output.
 *
 * <p>Further capabilities are interfaces: {@link DifferentiableModel} computes gradients, {@link RecurrentModel}
 * exposes its layers. Check for these before reading data. {@link Models#open} opens one from a file.
 *
 * <p>Thread-safe.
 */
public interface Model extends AutoCloseable {
    /** {@return the inputs and outputs of the model} */
    Signature signature();

    /**
     * Computes an output of every class.
     *
     * @param inputs B series, from {@link PreparedSeries#inputs}
     * @param output one of the signature's
     * @return {@code [B][K]}; each row depends only on its own series
     */
    double[][] outputs(Inputs inputs, Output output);

    /** {@return the SHA-256 of the model's files; empty if it was not read from files} */
    default Optional<String> fileHash() {
        return Optional.empty();
    }

    /** {@return how the training series were read, for reading others the same way; empty if unknown} */
    default Optional<ReadingRule> reading() {
        return Optional.empty();
    }

    /**
     * {@return standard deviation s, in units of the standardised series, of the noise under which the model was
     * trained; its network then saw (x + s e) / sqrt(1 + s^2), with e from N(0, 1) for each cell; 0 if there was no such
     * noise, or it is unknown}
     */
    default double noiseLevel() {
        return 0;
    }

    /** {@return what its own outputs say against the model, once series were prepared; sentences without a full stop} */
    default List<String> doubts() {
        return List.of();
    }

    /**
     * {@return series prepared for the model: features and classes matched by name, see {@link Signature#align}}
     *
     * @throws IllegalArgumentException if the features do not match, or for per-cell standardisation the steps, or
     *     there are no groups for per-group standardisation
     */
    default PreparedSeries prepare(SeriesSet set) {
        return new PreparedSeries(
                signature(), signature().align(set), signature().standardizer());
    }

    /**
     * {@return as {@link #prepare}, for uses that need the class of every series}
     *
     * @throws IllegalArgumentException if they do not match, have no labels, or one has a class unknown to the model
     */
    default PreparedSeries prepareLabelled(SeriesSet set) {
        return new PreparedSeries(
                signature(), signature().alignLabelled(set), signature().standardizer());
    }

    /** {@return as {@link #prepare}, for series already standardised} */
    default PreparedSeries prepareStandardized(SeriesSet set) {
        return PreparedSeries.standardized(signature(), signature().align(set));
    }

    /**
     * The probability of every class for every series.
     *
     * @param set with the model's features, in any order if named
     * @param batchSize series at a time, at least 1; limits the memory
     * @return {@code [n][K]}, each row sums to 1; classes in the model's order
     * @throws IllegalArgumentException if the series do not match the model, or contain values out of range; the
     *     message names series, step and feature
     */
    default double[][] probabilities(SeriesSet set, int batchSize) {
        return probabilities(prepare(set), batchSize);
    }

    /** As {@link #probabilities(SeriesSet, int)}, for prepared series. */
    default double[][] probabilities(PreparedSeries series, int batchSize) {
        return outputs(series, Output.PROBABILITY, batchSize);
    }

    /**
     * {@return an output of every class for every series, {@code [n][K]}}
     *
     * @param output one of the signature's
     * @param batchSize series at a time, at least 1; limits the memory
     */
    default double[][] outputs(PreparedSeries series, Output output, int batchSize) {
        double[][] all = new double[series.set().count()][];
        for (int[] rows : series.batches(batchSize)) {
            double[][] part = outputs(series.inputs(rows), output);
            series.checkOutputs(part, rows);
            for (int b = 0; b < rows.length; b++) {
                all[rows[b]] = part[b];
            }
        }
        return all;
    }

    /**
     * {@return a model from a function of its inputs, such as a call of another program}
     *
     * @param signature with one output, that of the function
     * @param function from B series to {@code [B][K]}; called from several threads. From logits, probabilities
     *     and log-odds are computed.
     */
    static Model of(Signature signature, Function<Inputs, double[][]> function) {
        Require.argument(
                signature.outputs().size() == 1,
                "a function gives one output, but the signature names %s",
                signature.outputs());
        Output given = signature.outputs().iterator().next();
        Signature all = given == Output.LOGIT ? signature.withOutputs(Output.LOGIT, Output.values()) : signature;
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
                    } else if (output == Output.LOG_ODDS) {
                        outputs[b] = Softmax.PLAIN.logOdds(values[b]);
                    } else {
                        Softmax.PLAIN.of(values[b], outputs[b]);
                    }
                }
                return outputs;
            }
        };
    }

    /** Releases the model's resources; it must not be used afterwards. */
    @Override
    default void close() {}
}

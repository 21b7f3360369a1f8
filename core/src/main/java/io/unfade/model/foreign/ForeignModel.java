package io.unfade.model.foreign;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Signature;
import io.unfade.nn.Softmax;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A classifier that another program trained: from series, and their lengths if it reads them, to {@code (B, K)}.
 *
 * <p>Such a file does not state all of its sizes, or whether it gives logits or probabilities. What neither the file
 * nor the JSON file next to it states is determined from the first series that are prepared: probabilities are numbers
 * in 0..1 that sum to 1. Without names, labels are matched as in {@link Signature#align}, and feature names are those
 * of the first series. Without standardisation the network reads raw series.
 */
public abstract class ForeignModel implements Model {
    private static final double SUM_TOLERANCE = 1e-4;
    private static final double SAME = 1e-6;
    private static final int FIRST_SERIES = 32;
    private static final int FIRST_CELLS = 1 << 18;

    private final ModelFile file;
    private @Nullable Signature signature;
    private List<String> doubts = List.of();

    /** Creates a model whose sizes are not known yet. */
    protected ForeignModel(ModelFile file) {
        this.file = file;
    }

    /** {@return the file of the network} */
    protected final ModelFile file() {
        return file;
    }

    /** {@return C if the network states it; else 0} */
    protected abstract int statedFeatures();

    /** {@return the names that the network's file states; those of the JSON file next to it win} */
    protected Signature.Names statedNames() {
        return Signature.Names.UNKNOWN;
    }

    /** {@return what logits are divided by before they become probabilities; 1 unless the network's file states it} */
    protected double temperature() {
        return 1;
    }

    /** {@return whether the network reads the lengths of series, so that different ones may share a batch} */
    protected abstract boolean readsLengths();

    /**
     * Checks what can be checked of series without computing with them.
     *
     * @throws IllegalArgumentException if the network cannot read them
     */
    protected abstract void checkFits(SeriesSet set);

    /**
     * {@return the precision of the network, determined from the first series if the network does not state it}
     *
     * @throws IllegalArgumentException if it cannot compute with them
     */
    protected abstract Precision precisionFor(Inputs first);

    /**
     * {@return what the network gives for series, {@code [B][K]}}
     *
     * @throws IllegalArgumentException if it cannot compute with them, or gives something else
     */
    protected abstract double[][] compute(Inputs inputs);

    /** {@return the output that the network gives: logits or probabilities} */
    protected final Output given() {
        Set<Output> outputs = signature().outputs();
        return outputs.contains(Output.LOGIT) ? Output.LOGIT : Output.PROBABILITY;
    }

    @Override
    public final Optional<String> fileHash() {
        return Optional.of(file.hash());
    }

    @Override
    public final synchronized List<String> doubts() {
        return doubts;
    }

    /** @throws IllegalStateException if no series have been prepared yet */
    @Override
    public final synchronized Signature signature() {
        if (signature == null) {
            throw new IllegalStateException(file.path() + ": a network's file does not say all; prepare series first");
        }
        return signature;
    }

    @Override
    public final PreparedSeries prepare(SeriesSet set) {
        learnFrom(set);
        return Model.super.prepare(set);
    }

    @Override
    public final PreparedSeries prepareLabelled(SeriesSet set) {
        learnFrom(set);
        return Model.super.prepareLabelled(set);
    }

    @Override
    public final PreparedSeries prepareStandardized(SeriesSet set) {
        learnFrom(set);
        return Model.super.prepareStandardized(set);
    }

    @Override
    public final double[][] outputs(Inputs inputs, Output output) {
        signature().checkGives(output);
        double[][] values = compute(inputs);
        if (output == given()) {
            return values;
        }
        Softmax softmax = new Softmax(temperature());
        double[][] others = new double[values.length][signature().classes()];
        for (int b = 0; b < values.length; b++) {
            if (output == Output.LOG_ODDS) {
                others[b] = softmax.logOdds(values[b]);
            } else {
                softmax.of(values[b], others[b]);
            }
        }
        return others;
    }

    private synchronized void learnFrom(SeriesSet set) {
        checkFits(set);
        if (signature == null) {
            learn(set);
        }
    }

    private void learn(SeriesSet set) {
        Signature sizes = sizes(set);
        Inputs first = new PreparedSeries(sizes, set, sizes.standardizer()).inputs(firstRows(set));
        Precision precision = precisionFor(first);
        double[][] outputs = compute(first);
        checkClasses(outputs[0].length);
        checkSame(outputs, compute(first));
        Output output = output(outputs);
        doubts = output == Output.PROBABILITY && DoubleSoftmax.isLikely(outputs)
                ? List.of(DoubleSoftmax.doubt(outputs))
                : List.of();
        int classes = outputs[0].length;
        List<String> classNames =
                names(file.sidecar().names().ofClasses(), statedNames().ofClasses(), classes);
        signature = new Signature(
                sizes.features(),
                classes,
                new Signature.Names(classNames, sizes.names().ofFeatures()),
                sizes.standardizer(),
                precision,
                output == Output.PROBABILITY ? EnumSet.of(output) : EnumSet.allOf(Output.class),
                sizes.masksPadding());
    }

    /** {@return the signature as far as it is known before the network computes; its outputs have no meaning} */
    private Signature sizes(SeriesSet set) {
        ModelSidecar sidecar = file.sidecar();
        int stated = statedFeatures();
        Require.argument(
                stated == 0 || sidecar.features() == 0 || stated == sidecar.features(),
                "%s: is of %d features, but %s reads %d",
                sidecar.placeOfFeatures(),
                sidecar.features(),
                file.path(),
                stated);
        int known = stated == 0 ? sidecar.features() : stated;
        int count = known == 0 ? set.features() : known;
        List<String> features =
                names(sidecar.names().ofFeatures(), statedNames().ofFeatures(), count);
        if (features == null && !Signature.isNumbered(set.featureNames())) {
            features = set.featureNames();
        }
        return new Signature(
                count,
                1,
                new Signature.Names(null, features),
                sidecar.standardizer(),
                Precision.DOUBLE,
                EnumSet.of(Output.LOGIT),
                readsLengths());
    }

    /** {@return names from the JSON file, else those that the network states if they are as many as there must be} */
    private static @Nullable List<String> names(
            @Nullable List<String> known, @Nullable List<String> stated, int count) {
        return known == null && stated != null && stated.size() == count ? stated : known;
    }

    /** {@return some series that may share a batch} */
    private int[] firstRows(SeriesSet set) {
        long cells = Math.max(1, (long) set.steps() * set.features());
        return IntStream.range(0, set.count())
                .filter(row -> readsLengths() || set.length(row) == set.length(0))
                .limit(Math.max(1, Math.min(FIRST_SERIES, FIRST_CELLS / cells)))
                .toArray();
    }

    private void checkClasses(int classes) {
        Require.argument(
                classes >= 2,
                "%s: gives one number for a series, but must give one for each of at least 2 classes",
                file.path());
        List<String> names = file.sidecar().names().ofClasses();
        Require.argument(
                names == null || names.size() == classes,
                "%s: names %d classes, but %s gives outputs of %d",
                file.sidecar().placeOfClasses(),
                names == null ? 0 : names.size(),
                file.path(),
                classes);
    }

    private void checkSame(double[][] outputs, double[][] again) {
        for (int b = 0; b < outputs.length; b++) {
            for (int k = 0; k < outputs[b].length; k++) {
                double difference = Math.abs(outputs[b][k] - again[b][k]);
                Require.argument(
                        !(difference > SAME * (1 + Math.abs(outputs[b][k]))),
                        "%s: gives other outputs when it reads the same series again; probably layers such as dropout were"
                                + " left in training mode, so save it in evaluation mode (model.eval())",
                        file.path());
            }
        }
    }

    private Output output(double[][] outputs) {
        Output stated = file.sidecar().output();
        if (stated == Output.LOGIT) {
            return stated;
        }
        boolean probabilities = Arrays.stream(outputs).allMatch(ForeignModel::areProbabilities);
        Require.argument(
                probabilities || stated == null,
                "%s: says probabilities, but %s gives outputs that are not in 0..1 or do not sum to 1",
                file.sidecar().placeOfOutput(),
                file.path());
        return probabilities ? Output.PROBABILITY : Output.LOGIT;
    }

    private static boolean areProbabilities(double... outputs) {
        return Arrays.stream(outputs).allMatch(value -> value >= 0 && value <= 1)
                && Math.abs(Arrays.stream(outputs).sum() - 1) < SUM_TOLERANCE;
    }
}

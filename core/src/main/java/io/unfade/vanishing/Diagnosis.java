package io.unfade.vanishing;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.PreparedSeries;
import io.unfade.model.RecurrentModel;
import io.unfade.nn.cell.CellWeights;
import io.unfade.nn.spec.ModelSpec;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Diagnoses whether a model's saliency fades, and how fast its hidden states forget.
 *
 * @param fading distribution of the saliency over time
 * @param profile mean share of saliency in equal parts of relative time, first to last
 * @param memory dependence of the last hidden state on earlier ones; null if the model exposes no recurrent layers
 */
public record Diagnosis(
        Fading fading, double[] profile, @Nullable Memory memory) {
    private static final int MAX_PARTS = 100;

    /**
     * Median over series, and over the members of an ensemble, of the norm of dh_T/dh_t in the last recurrent layer, forward in time, with its inputs held
     * fixed; for an LSTM also the cell state.
     *
     * @param spectral largest singular value by the distance T - t, from 0; NaN if no series is long enough
     * @param frobenius Frobenius norm likewise
     * @param series the number of series evaluated
     */
    public record Memory(double[] spectral, double[] frobenius, int series) {}

    /**
     * Diagnoses a model.
     *
     * @param model the model
     * @param set the explained series
     * @param maps their saliency
     * @param memorySeries the number of series, from the first, to compute Jacobians for: O(T H^3) each; at least 1
     */
    public static Diagnosis of(Model model, SeriesSet set, SaliencyMaps maps, int memorySeries) {
        Require.argument(memorySeries >= 1, "at least 1 series is needed for Jacobians, but was %d", memorySeries);
        Fading fading = fading(maps);
        return new Diagnosis(
                fading,
                fading.profile(Math.min(MAX_PARTS, set.steps())),
                model instanceof RecurrentModel recurrent
                        ? memory(recurrent, set, Math.min(memorySeries, set.count()))
                        : null);
    }

    /** {@return the distribution over time of the saliency of some maps} */
    public static Fading fading(SaliencyMaps maps) {
        return Fading.of(IntStream.range(0, maps.count())
                .mapToObj(i -> Fading.stepMass(maps.absolute(i), maps.length(i), maps.features()))
                .toList());
    }

    /**
     * {@return the dependence of a model's last hidden state on earlier ones, in its last recurrent layer, forward in
     * time}
     *
     * <p>Computed in double precision from the layer's inputs, which the model computes in its own precision. O(T H^3).
     *
     * @param model a single network, such as a member of an ensemble
     * @param set series for the model
     * @param series index in the set
     */
    public static HiddenJacobian jacobian(RecurrentModel model, SeriesSet set, int series) {
        Require.argument(model.spec().members() == 1, "each of several members has a Jacobian of its own");
        return jacobian(model, model.prepare(set), series);
    }

    private static HiddenJacobian jacobian(RecurrentModel model, PreparedSeries prepared, int series) {
        return HiddenJacobian.of(weights(model), model.lastLayerInputs(prepared.inputs(series)));
    }

    private static Memory memory(RecurrentModel model, SeriesSet set, int count) {
        PreparedSeries prepared = model.prepare(set);
        List<HiddenJacobian.Norms> norms = new ArrayList<>();
        for (int index = 0; index < model.spec().members(); index++) {
            try (RecurrentModel member = model.member(index)) {
                for (int i = 0; i < count; i++) {
                    norms.add(jacobian(member, prepared, i).toHidden());
                }
            }
        }
        int longest = norms.stream().mapToInt(n -> n.spectral().length).max().orElse(0);
        return new Memory(
                medians(norms.stream().map(HiddenJacobian.Norms::spectral).toList(), longest),
                medians(norms.stream().map(HiddenJacobian.Norms::frobenius).toList(), longest),
                count);
    }

    private static double[] medians(List<double[]> values, int longest) {
        double[] medians = new double[longest];
        for (int distance = 0; distance < longest; distance++) {
            int back = distance + 1;
            double[] known = values.stream()
                    .filter(series -> series.length >= back)
                    .mapToDouble(series -> series[series.length - back])
                    .toArray();
            medians[distance] = Median.withDefaults().evaluate(known);
        }
        return medians;
    }

    private static CellWeights weights(RecurrentModel model) {
        ModelSpec spec = model.spec();
        String suffix = "_l" + (spec.layers() - 1);
        return new CellWeights(
                spec.cell(),
                matrix(model, "rnn.weight_ih" + suffix),
                matrix(model, "rnn.weight_hh" + suffix),
                vector(model, "rnn.bias_ih" + suffix),
                vector(model, "rnn.bias_hh" + suffix));
    }

    private static double[][] matrix(RecurrentModel model, String name) {
        return model.weight(name).rows();
    }

    private static double[] vector(RecurrentModel model, String name) {
        return model.weight(name).toDoubles();
    }
}

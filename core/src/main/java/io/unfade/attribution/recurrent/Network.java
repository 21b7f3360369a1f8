package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Graph;
import io.unfade.attribution.recurrent.graph.Rules;
import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.model.RecurrentModel;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network of a model on the heap: with a copy of its weights, from the standardised series to the logits. Keeps the
 * operations for the last length, and the last reference. For use by one thread.
 */
final class Network {
    private final ModelSpec spec;
    private final Weights weights;
    private @Nullable Unrolled unrolled;
    private @Nullable Run reference;

    /**
     * A network.
     *
     * @param member index of a member of an ensemble; 0 for a single network
     */
    Network(RecurrentModel model, int member) {
        spec = model.spec();
        weights = new Weights(model, member);
    }

    /** {@return the network of a model, or those of its members} */
    static List<Network> all(RecurrentModel model) {
        return IntStream.range(0, model.spec().members())
                .mapToObj(member -> new Network(model, member))
                .toList();
    }

    /**
     * The operations on a series of a length.
     *
     * @param steps the length
     * @param graph of the operations
     * @param logits the output
     * @param products of each step that the layers see, what a conjunctive readout takes the mean of
     */
    private record Unrolled(int steps, Graph graph, Vector logits, List<Vector> products) {}

    private Unrolled unrolled(int steps) {
        Unrolled known = unrolled;
        if (known == null || known.steps != steps) {
            Graph graph = new Graph(steps, spec.features());
            StemPart stem = new StemPart(graph, weights);
            AttentionPart attention = new AttentionPart(graph, weights, spec);
            CellPart cells = new CellPart(graph, weights, spec);
            ReadoutPart readout = new ReadoutPart(graph, weights, attention, spec);
            List<Vector> read = stem.read(spec.stem(), stem.prepared(spec.preparation(), graph.inputs()));
            Vector logits = readout.logits(cells.hidden(attention.cellInputs(read)));
            known = new Unrolled(steps, graph, logits, readout.products());
            unrolled = known;
        }
        return known;
    }

    /**
     * All values of the network for a series.
     *
     * @param series its steps, {@code (T, C)}
     */
    record Run(Unrolled network, double[] series, double[][] values) {
        /** {@return the K logits} */
        double[] logits() {
            Vector logits = network.logits;
            return Arrays.copyOfRange(values[logits.array()], logits.offset(), logits.offset() + logits.size());
        }

        /**
         * Adds multipliers of the cells.
         *
         * @param compared the run of the reference; this one if there is none
         * @param seed multipliers of the logits
         * @param result to which they are added, {@code (T, C)}
         * @param to index of the first
         */
        void back(Run compared, Rules rules, double[] seed, double[] result, int to) {
            network.graph.back(values, compared.values, rules, network.logits, seed, result, to);
        }
    }

    /**
     * {@return the run of a series}
     *
     * @param values hold its steps
     * @param from index of the first cell
     * @param steps its length
     */
    Run run(double[] values, int from, int steps) {
        Unrolled network = unrolled(steps);
        double[] series = Arrays.copyOfRange(values, from, from + steps * spec.features());
        return new Run(network, series, network.graph.run(series, 0));
    }

    /** {@return as {@link #run}, for references: those of one length are often the same} */
    Run reference(double[] values, int from, int steps) {
        Run known = reference;
        boolean same = known != null
                && known.series.length == steps * spec.features()
                && Arrays.equals(known.series, 0, known.series.length, values, from, from + known.series.length);
        Run run = same && known != null ? known : run(values, from, steps);
        reference = run;
        return run;
    }

    /**
     * {@return the shares of the cells of a series in what the attention and the readout hold, {@code [T][C]}}
     *
     * @param values hold its steps
     * @param from index of the first cell
     * @param steps its length
     */
    double[][] rollout(double[] values, int from, int steps) {
        Graph graph = new Graph(steps, spec.features());
        StemPart stem = new StemPart(graph, weights);
        AttentionPart attention = new AttentionPart(graph, weights, spec);
        ReadoutPart readout = new ReadoutPart(graph, weights, attention, spec);
        List<Vector> read = stem.read(spec.stem(), stem.prepared(spec.preparation(), graph.inputs()));
        List<Vector> states = List.of();
        if (HeldSteps.dependOnStates(spec)) {
            states = new CellPart(graph, weights, spec).hidden(attention.cellInputs(read));
            readout.logits(states);
        } else {
            attention.score(read);
        }
        HeldSteps held = new HeldSteps(spec, graph.run(values, from));
        double[] ofStates = held.ofStates(read.size(), states, readout.scores());
        return ofSeries(held.held(ofStates, attention.scores()), steps);
    }

    /**
     * {@return what each step that a conjunctive readout sees adds to an output, brought back to the steps of a series, {@code [T]}}
     *
     * @param values hold its steps
     * @param from index of the first cell
     * @param steps its length
     * @param ofClasses the weight of each class's logit in the output
     */
    double[] additions(double[] values, int from, int steps, double[] ofClasses) {
        Run run = run(values, from, steps);
        List<Vector> products = run.network.products;
        double[] added = new double[products.size()];
        for (int t = 0; t < added.length; t++) {
            for (int k = 0; k < ofClasses.length; k++) {
                added[t] += ofClasses[k] * products.get(t).at(run.values, k) / added.length;
            }
        }
        return Arrays.stream(ofSeries(added, steps))
                .mapToDouble(step -> Arrays.stream(step).sum())
                .toArray();
    }

    /** {@return numbers of the steps that the attention or the layers read, brought back to the cells of the series, {@code [T][C]}} */
    private double[][] ofSeries(double[] ofRead, int steps) {
        double[][] ofCells = new double[ofRead.length][spec.readFeatures()];
        for (int t = 0; t < ofRead.length; t++) {
            Arrays.fill(ofCells[t], ofRead[t] / spec.readFeatures());
        }
        return new ReceptiveField(weights).ofSeries(ofCells, spec.preparation(), spec.stem(), steps, spec.features());
    }
}

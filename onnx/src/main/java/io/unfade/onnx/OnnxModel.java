package io.unfade.onnx;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.InputLayout;
import io.unfade.model.Inputs;
import io.unfade.model.Signature;
import io.unfade.model.foreign.ForeignModel;
import io.unfade.model.foreign.ModelFile;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A classifier in an ONNX file: forward passes only, since ONNX Runtime computes no gradients. Sizes that the file fixes
 * are kept: a fixed batch is filled up with copies of a series, whose outputs are dropped; a fixed number of steps is
 * filled up with zeros if the graph reads lengths, and else required of all series.
 */
final class OnnxModel extends ForeignModel {
    private final OnnxNetwork network;
    private final OnnxGraph graph;

    private OnnxModel(ModelFile file, OnnxNetwork network) {
        super(file);
        this.network = network;
        graph = network.graph();
    }

    static OnnxModel open(ModelFile file) throws MalformedFileException {
        return new OnnxModel(file, OnnxNetwork.open(file.path(), file.layout()));
    }

    @Override
    protected int statedFeatures() {
        return (int) Math.max(0, graph.features());
    }

    @Override
    protected Signature.Names statedNames() {
        return network.names();
    }

    @Override
    protected double temperature() {
        return network.temperature();
    }

    @Override
    protected boolean readsLengths() {
        return graph.lengths() != null;
    }

    @Override
    protected void checkFits(SeriesSet set) {
        if (graph.hasOtherAxes(set.steps(), set.features())) {
            throw new IllegalArgumentException(otherAxes(set));
        }
        long cells = graph.cells();
        for (int i = 0; i < set.count(); i++) {
            int length = set.length(i);
            Require.argument(
                    cells <= 0 || cells == (long) length * set.features(),
                    "%s: reads %d values of a series, but series '%s' has %d steps of %d features",
                    file().path(),
                    cells,
                    set.ids().get(i),
                    length,
                    set.features());
            checkSteps(length, "series '" + set.ids().get(i) + "'");
        }
    }

    private String otherAxes(SeriesSet set) {
        InputLayout own = graph.layout();
        InputLayout other = own == InputLayout.FEATURE_TIME ? InputLayout.TIME_FEATURE : InputLayout.FEATURE_TIME;
        long[] turned = other.shape(-1, set.steps(), set.features());
        boolean fits =
                IntStream.of(1, 2).allMatch(axis -> graph.sizes()[axis] <= 0 || graph.sizes()[axis] == turned[axis]);
        return file().path() + ": reads series as " + OnnxGraph.inWords(graph.sizes()) + ", but with layout "
                + own.key()
                + " these are " + OnnxGraph.inWords(own.shape(-1, set.steps(), set.features()))
                + (fits ? "; with layout " + other.key() + " they would fit" : "");
    }

    private void checkSteps(int length, String series) {
        long steps = graph.steps();
        Require.argument(
                steps <= 0 || length == steps || (readsLengths() && length < steps),
                "%s: reads series of %s%d steps, but %s has %d; export it with a dynamic time axis",
                file().path(),
                readsLengths() ? "at most " : "exactly ",
                steps,
                series,
                length);
    }

    @Override
    protected Precision precisionFor(Inputs first) {
        return graph.precision();
    }

    @Override
    protected double[][] compute(Inputs inputs) {
        checkSteps(inputs.steps(), "a series");
        Inputs whole = filled(inputs);
        int most = graph.batch() > 0 ? (int) graph.batch() : whole.count();
        double[][] outputs = new double[whole.count()][];
        for (int from = 0; from < outputs.length; from += most) {
            Inputs part = part(whole, from, most);
            double[][] found = network.outputs(
                    graph.layout().arranged(part),
                    graph.layout().shape(most, part.steps(), part.features()),
                    part.lengths());
            System.arraycopy(found, 0, outputs, from, Math.min(most, outputs.length - from));
        }
        return outputs;
    }

    /** {@return series with as many steps as the graph reads} */
    private Inputs filled(Inputs inputs) {
        int steps = (int) graph.steps();
        if (steps <= inputs.steps()) {
            return inputs;
        }
        int cells = steps * inputs.features();
        double[] values = new double[inputs.count() * cells];
        for (int b = 0; b < inputs.count(); b++) {
            System.arraycopy(inputs.values(), inputs.offset(b), values, b * cells, inputs.cells(b));
        }
        return new Inputs(values, inputs.lengths(), steps, inputs.features());
    }

    /** {@return some series, the last of them again and again if there are too few} */
    private static Inputs part(Inputs inputs, int from, int count) {
        if (count == inputs.count()) {
            return inputs;
        }
        int cells = inputs.steps() * inputs.features();
        double[] values = new double[count * cells];
        int[] lengths = new int[count];
        Arrays.setAll(lengths, b -> {
            int row = Math.min(from + b, inputs.count() - 1);
            System.arraycopy(inputs.values(), inputs.offset(row), values, b * cells, cells);
            return inputs.lengths()[row];
        });
        return new Inputs(values, lengths, inputs.steps(), inputs.features());
    }

    @Override
    public void close() {
        network.close();
    }
}

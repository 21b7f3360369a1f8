package io.unfade.attribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Gradients;
import io.unfade.engine.Parallel;
import io.unfade.model.Batch;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Tensor;
import io.unfade.model.TrainedModel;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gradient of the explained output with respect to the standardised input.
 *
 * <pre>{@code
 * A_tc = d f_target(x) / d x_tc
 * }</pre>
 *
 * Signed. The unit is output per standard deviation of the feature, so that features of different units compare; without
 * standardisation it is output per unit of the feature. Exact, in evaluation mode. Cost: one forward and one backward
 * pass for each batch; the gradients of a batch come from one pass, since no series' output depends on another series.
 * As many batches at a time as the engine may use threads. Safe from several threads.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. Simonyan, A. Vedaldi, A. Zisserman: Deep Inside Convolutional Networks: Visualising Image Classification
 *       Models and Saliency Maps, 2013, arXiv 1312.6034, section 3.
 * </ol>
 *
 * Differs from the paper: no absolute value is taken here.
 */
public final class GradientSaliency implements SaliencyMethod {
    static final String KEY = "gradient";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public SaliencyMaps attribute(TrainedModel model, SeriesSet set, Request request) {
        PreparedSeries series = model.prepare(set);
        SaliencyMaps.Builder maps = new SaliencyMaps.Builder(
                series.set(), model.precision(), model.description().spec().classes());
        AtomicInteger done = new AtomicInteger();
        Parallel.forEach(TrainedModel.batches(set.count(), request.batchSize()), rows -> {
            try (NDManager scope = model.newScope()) {
                explain(model, series, request, rows, scope, maps);
            }
            synchronized (done) {
                request.progress().done(done.addAndGet(rows.length), set.count());
            }
        });
        return maps.build(new SaliencyMaps.Origin(KEY, request.output().key(), Map.of()));
    }

    private static void explain(
            TrainedModel model,
            PreparedSeries series,
            Request request,
            int[] rows,
            NDManager scope,
            SaliencyMaps.Builder maps) {
        Batch batch = series.batch(scope, rows);
        double[][][] probabilities = new double[1][][];
        int[] targets = new int[rows.length];
        Gradients.Result result = Gradients.ofInput(batch.x(), x -> {
            NDArray logits = model.logits(batch.inputs(x));
            NDArray softmax = logits.softmax(1);
            probabilities[0] = series.outputs(softmax, rows);
            Arrays.setAll(targets, b -> request.target().of(series.set(), rows[b], probabilities[0][b]));
            NDArray output = request.output() == Output.LOGIT ? logits : softmax;
            return output.mul(oneHot(targets, output));
        });
        double[] gradient = series.inOrderOfSet(Tensor.of(result.gradient()).toDoubles());
        int size = gradient.length / rows.length;
        for (int b = 0; b < rows.length; b++) {
            maps.put(rows[b], gradient, b * size, targets[b], probabilities[0][b]);
        }
    }

    private static NDArray oneHot(int[] targets, NDArray like) {
        int classes = (int) like.getShape().get(1);
        double[] values = new double[targets.length * classes];
        for (int b = 0; b < targets.length; b++) {
            values[b * classes + targets[b]] = 1;
        }
        return like.getManager()
                .create(values, new Shape(targets.length, classes))
                .toType(like.getDataType(), false);
    }
}

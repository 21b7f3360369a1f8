package io.unfade.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.model.Batch;
import io.unfade.model.TrainedModel;
import io.unfade.nn.DirectAttention;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingStep;

/** One training step over a batch of noise that lies in native memory already, by the usual options. */
final class TrainingStepWorkload implements Workload {
    private final TrainedModel model;
    private final TrainingStep step;
    private final Batch batch;
    private final NDArray targets;
    private final boolean direct;

    TrainingStepWorkload(Form form, Size size, long seed) {
        model = form.create(size, seed);
        step = new TrainingStep(model, TrainingOptions.defaults());
        direct = form.isDirect();
        NDManager scope = model.newScope();
        batch = new Batch(scope.randomNormal(new Shape(size.batch(), size.steps(), size.features())), null);
        targets = scope.create(alternating(size.batch()), new Shape(size.batch(), Form.CLASSES));
    }

    private static float[] alternating(int series) {
        float[] targets = new float[series * Form.CLASSES];
        for (int b = 0; b < series; b++) {
            targets[b * Form.CLASSES + b % Form.CLASSES] = 1;
        }
        return targets;
    }

    @Override
    public void run() {
        try (NDManager scope = model.newScope()) {
            scope.tempAttachAll(batch.x(), targets); // so that what is computed from them goes with the scope
            if (direct) {
                step.take(targets, () -> DirectAttention.logits(model.network(), model.store(), batch.inputs(), true));
            } else {
                step.take(batch, targets);
            }
        }
    }

    @Override
    public void close() {
        step.close();
        model.close();
    }
}

package io.unfade.experiments.field;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.experiments.field.box.Box;
import io.unfade.experiments.field.box.Cuts;
import io.unfade.experiments.field.box.PredictorScore;
import io.unfade.experiments.field.data.FieldSets;
import io.unfade.experiments.field.data.GeneratedData;
import io.unfade.model.TrainedModel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A data set on which models are trained.
 *
 * @param data the generator
 * @param training number of series to train with
 * @param test number of series to test with
 * @param explained number of first test series that count in scores, which are explained; all there are if fewer
 * @param efforts of the models that are trained
 */
record TrainedCase(GeneratedData data, int training, int test, int explained, Map<Box, Box.Effort> efforts) {
    private static final int BACKGROUND = 100;

    /** Copies; models are in the order of the enum. */
    TrainedCase {
        efforts = Map.copyOf(efforts);
    }

    /** {@return the models, in order} */
    List<Box> boxes() {
        return efforts.keySet().stream().sorted().toList();
    }

    /** {@return the methods for such models} */
    List<Asked> methods() {
        return data.classOfEachStep() ? Asked.OF_STEPS : Asked.OF_SERIES;
    }

    /** {@return the settings of this case} */
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("data", data.key());
        node.put("training", training);
        node.put("test", test);
        node.put("explained", explained);
        node.put("background", background());
        FieldSets few = data.draw(data.classes(), 1, 0);
        int[][] steps = few.trainingSteps();
        SeriesSet like = steps == null ? few.training() : Cuts.of(few.training(), steps, data.classes(), 1, 0);
        for (Box box : boxes()) {
            node.set(box.key(), json(box, like, steps != null));
        }
        return node;
    }

    private ObjectNode json(Box box, SeriesSet like, boolean ofPrefixes) {
        int cuts = ofPrefixes ? effort(box).passes(training) : 0;
        ObjectNode node = box.settings(like, training * Math.max(1, cuts), effort(box), ofPrefixes);
        return ofPrefixes ? node.put("prefixesOfEachSeries", cuts) : node;
    }

    private int background() {
        return Math.min(training, BACKGROUND);
    }

    private Box.Effort effort(Box box) {
        return Objects.requireNonNull(efforts.get(box));
    }

    /**
     * A trained model with its score, and what it is to explain. Owns the model until closed.
     *
     * @param seconds of training
     */
    record Trained(TrainedModel model, PredictorScore score, Explained explained, double seconds)
            implements AutoCloseable {
        @Override
        public void close() {
            model.close();
        }
    }

    /** {@return a trained model; to be closed by the caller} */
    Trained train(Box box, long seed, Progress progress) {
        FieldSets sets = data.draw(training, test, seed);
        int[][] steps = sets.trainingSteps();
        SeriesSet learnt = steps == null ? sets.training() : cuts(sets.training(), steps, effort(box), seed);
        long start = System.nanoTime();
        TrainedModel model = box.train(learnt, effort(box), steps != null, seed, progress);
        try {
            return trained(model, sets, seconds(start));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Trained trained(TrainedModel model, FieldSets sets, double seconds) {
        SeriesSet explainedSeries = sets.test().select(counted(sets));
        SeriesSet background =
                sets.training().select(IntStream.range(0, background()).toArray());
        int[][] testSteps = sets.testSteps();
        return testSteps == null
                ? new Trained(
                        model,
                        PredictorScore.ofSeries(model, sets.test()),
                        Explained.ofSeries(
                                model, explainedSeries, background, sets.training(), data == GeneratedData.WEB_TRAFFIC),
                        seconds)
                : new Trained(
                        model,
                        PredictorScore.ofSteps(model, sets.test(), testSteps),
                        Explained.ofSteps(model, explainedSeries, background),
                        seconds);
    }

    private SeriesSet cuts(SeriesSet set, int[][] steps, Box.Effort effort, long seed) {
        return Cuts.of(set, steps, data.classes(), effort.passes(training), seed);
    }

    private int[] counted(FieldSets sets) {
        return IntStream.range(0, test)
                .filter(i -> data.evaluated(sets, i))
                .limit(explained)
                .toArray();
    }

    /** {@return the seconds since a time of the system's clock} */
    static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

package io.unfade.workflow.audit.section;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.Randomization;
import io.unfade.math.Seeds;
import io.unfade.metric.RankCorrelation;
import io.unfade.model.Model;
import io.unfade.model.TrainedModel;
import io.unfade.train.Retraining;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The model, the maps and the series of an audit. All maps of a series explain the same class. Thread-safe.
 *
 * @param model to be audited
 * @param series that are explained
 * @param all series that the model has not learnt from, of which those are a part
 * @param training labelled series of the training distribution; null if there are none
 * @param kinds of maps: the methods, the first of which is the main one, then the controls
 * @param request of the maps; its target gives the classes
 * @param known maps of the model that were computed already
 */
public record AuditSubject(
        Model model,
        SeriesSet series,
        SeriesSet all,
        @Nullable SeriesSet training,
        List<MapKind> kinds,
        Explainer.Request request,
        Map<MapKind, SaliencyMaps> known) {
    /** A subject of which no maps were computed. */
    public AuditSubject(
            Model model,
            SeriesSet series,
            SeriesSet all,
            @Nullable SeriesSet training,
            List<MapKind> kinds,
            Explainer.Request request) {
        this(model, series, all, training, List.copyOf(kinds), request, new ConcurrentHashMap<>());
    }

    /** {@return the methods} */
    public List<MapKind> methods() {
        return kinds.stream().filter(kind -> !kind.isControl()).toList();
    }

    /** {@return the controls} */
    public List<MapKind> controls() {
        return kinds.stream().filter(MapKind::isControl).toList();
    }

    /** {@return the maps of the series that are explained; computed once} */
    SaliencyMaps maps(MapKind kind, Progress progress) {
        synchronized (lock(kind)) {
            SaliencyMaps found = known.get(kind);
            if (found != null) {
                return found;
            }
            SaliencyMaps maps = computed(kind, progress);
            known.put(kind, maps);
            return maps;
        }
    }

    /** {@return what only one thread holds while it makes the maps of a kind} */
    private Object lock(MapKind kind) {
        return kinds.get(kinds.indexOf(kind));
    }

    /** {@return the kinds whose maps can be had: a control may not fit the series} */
    List<MapKind> known(Progress progress) {
        return kinds.stream()
                .filter(kind -> !kind.isControl() || isThere(kind, progress))
                .toList();
    }

    private boolean isThere(MapKind kind, Progress progress) {
        try {
            maps(kind, progress);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private SaliencyMaps computed(MapKind kind, Progress progress) {
        if (kind.untrained() && model instanceof TrainedModel trained) {
            int parts = Randomization.parts(trained).size();
            long seed = untrainedSeed();
            try (TrainedModel fresh = Randomization.cascaded(trained, parts, seed)) {
                return explained(fresh, series, kind.method(), targets(progress), progress);
            }
        }
        return Explainer.explain(model, series, kind.method(), requestFor(kind.method(), request.target()), progress);
    }

    /** {@return the seed of weights before training, which are not those that this training began with} */
    long untrainedSeed() {
        return Seeds.derive(request.seed(), "untrained");
    }

    /** {@return the maps of other series for the classes that a model predicts, without a contrast} */
    SaliencyMaps predicted(SeriesSet set, Attribution method, Progress progress) {
        Explainer.Request plain = new Explainer.Request(
                new Target.Predicted(),
                new Contrast.None(),
                request.output(),
                request.batchSize(),
                request.seed(),
                method.needsBackground() ? request.background() : null);
        return Explainer.explain(model, set, method, plain, progress);
    }

    /** {@return series with their values as the network reads them, so that those of all features can be compared} */
    SeriesSet standardized(SeriesSet set) {
        return model.prepare(set).standardized();
    }

    /** {@return the class that each of the series is explained for} */
    Target targets(Progress progress) {
        SaliencyMaps main = maps(kinds.get(0), progress);
        return new Target.Each(
                IntStream.range(0, main.count()).map(main::target).toArray());
    }

    /** {@return maps of another model, or of other series} */
    SaliencyMaps explained(Model other, SeriesSet set, Attribution method, Target target, Progress progress) {
        return Explainer.explain(other, set, method, requestFor(method, target), progress);
    }

    /** {@return maps of the same series by another model, for the same classes} */
    SaliencyMaps of(Model other, MapKind kind, Progress progress) {
        return explained(other, series, kind.method(), targets(progress), progress);
    }

    /** {@return the request of a method, with the background only if the method needs it} */
    Explainer.Request requestFor(Attribution method, Target target) {
        return new Explainer.Request(
                target,
                request.contrast(),
                request.output(),
                request.batchSize(),
                request.seed(),
                method.needsBackground() ? request.background() : null);
    }

    /** {@return how the model can be trained again; null if it cannot be, see {@link #whyNotAgain}} */
    @Nullable
    Retraining again() {
        return whyNotAgain().isEmpty() ? Retraining.of((TrainedModel) model) : null;
    }

    /** {@return why the model cannot be trained again, a sentence; empty if it can} */
    String whyNotAgain() {
        if (!(model instanceof TrainedModel trained)) {
            return "The model is of another program, which alone can train it again.";
        }
        if (training == null) {
            return "The series have no labels, so that nothing can be trained.";
        }
        try {
            Retraining.of(trained);
            return "";
        } catch (IllegalArgumentException e) {
            return "It cannot be trained again: " + e.getMessage() + ".";
        }
    }

    /** {@return for each series the rank correlation of |saliency| of two maps; NaN where one is the same everywhere} */
    static double[] alike(SaliencyMaps first, SaliencyMaps second) {
        return IntStream.range(0, first.count())
                .mapToDouble(i -> RankCorrelation.of(first.absolute(i), second.absolute(i)))
                .toArray();
    }

    /** {@return 1 for each series that a model classifies right, else 0} */
    double[] correct(Model of, SeriesSet labelled) {
        double[][] probabilities = of.probabilities(labelled, request.batchSize());
        return IntStream.range(0, labelled.count())
                .mapToDouble(i -> isLargest(probabilities[i], labelled.label(i)) ? 1 : 0)
                .toArray();
    }

    private static boolean isLargest(double[] values, int index) {
        return index < values.length
                && IntStream.range(0, values.length).allMatch(k -> k == index || values[k] < values[index]);
    }

    /** {@return for each cell the mean of |saliency| over the series explained for a class; NaN where none reaches a step} */
    double[] groupMap(SaliencyMaps maps, int target) {
        double[] sums = new double[maps.steps() * maps.features()];
        int[] counts = new int[maps.steps()];
        for (int i = 0; i < maps.count(); i++) {
            if (maps.target(i) != target) {
                continue;
            }
            double[] cells = maps.absolute(i);
            for (int cell = 0; cell < cells.length; cell++) {
                sums[cell] += cells[cell];
            }
            for (int t = 0; t < maps.length(i); t++) {
                counts[t]++;
            }
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= counts[cell / maps.features()];
        }
        return sums;
    }

    /** {@return the classes that at least some of the series are explained for} */
    List<Integer> classes(SaliencyMaps maps, int atLeast) {
        List<Integer> classes = new ArrayList<>();
        for (int k = 0; k < maps.classCount(); k++) {
            int target = k;
            if (IntStream.range(0, maps.count())
                            .filter(i -> maps.target(i) == target)
                            .count()
                    >= atLeast) {
                classes.add(k);
            }
        }
        return classes;
    }

    /** {@return the name of a class} */
    String className(int index) {
        return model.signature().className(index);
    }
}

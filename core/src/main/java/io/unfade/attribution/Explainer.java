package io.unfade.attribution;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Parallel;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Signature;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The loop over the series to explain: matches them with the model, chooses the classes, forms batches, runs the method
 * on several batches at a time, rejects non-finite maps, and records the completeness gaps.
 *
 * <p>A map depends only on its series, the model, the method and the seed, not on other series, except for the last
 * digits, where sums depend on the batch size.
 */
public final class Explainer {
    /** Key of the origin's detail with the method's options, such as {@code steps=50, baseline=zero}. */
    public static final String OPTIONS = "options";

    private Explainer() {}

    /**
     * What to explain, and in batches of what size.
     *
     * @param target the class to explain
     * @param contrast the class whose output is subtracted, if any
     * @param output the output of that class
     * @param batchSize series at a time on each of the engine's threads, at least 1; limits the memory
     * @param seed of the method's random numbers, if any
     * @param background series of the training distribution that fit the model; null if there are none
     */
    public record Request(
            Target target,
            Contrast contrast,
            Output output,
            int batchSize,
            long seed,
            @Nullable SeriesSet background) {
        /** Checks the batch size. */
        public Request {
            Require.argument(batchSize >= 1, "batch size must be at least 1, but was %d", batchSize);
        }

        /** The logit of each series' predicted class, 64 series at a time, with seed 0. */
        public Request() {
            this(new Target.Predicted(), Output.LOGIT, 64, 0);
        }

        /** The output of one class, without a background. */
        public Request(Target target, Output output, int batchSize, long seed) {
            this(target, new Contrast.None(), output, batchSize, seed, null);
        }
    }

    /**
     * Checks, without data, that a model has the capability that a method needs.
     *
     * @throws IllegalArgumentException if not
     */
    public static void check(Model model, Attribution method) {
        Require.argument(
                method.needs().isInstance(model),
                "%s needs %s, which this model does not give; methods that need only predictions, such as occlusion, explain"
                        + " any model",
                method.kind().key(),
                needs(method));
    }

    /**
     * Checks, without data, that a method can explain an output of a model.
     *
     * @throws IllegalArgumentException if not
     */
    public static void check(Model model, Attribution method, Output output) {
        check(model, method);
        method.check(model, output);
    }

    /** {@return the capability that a method needs of a model, in words} */
    public static String needs(Attribution method) {
        String name = method.needs().getSimpleName().toLowerCase(Locale.ROOT);
        return name.startsWith("diff") ? "gradients" : name.startsWith("rec") ? "recurrent layers" : "predictions";
    }

    /**
     * Explains the logit of each series' predicted class, as {@link #explain(Model, SeriesSet, Attribution, Request, Progress)}
     * does.
     *
     * @return one signed map for each series
     */
    public static SaliencyMaps explain(Model model, SeriesSet set, Attribution method) {
        return explain(model, set, method, new Request(), Progress.NONE);
    }

    /**
     * Explains series.
     *
     * @param model in evaluation mode
     * @param set fits the model
     * @param progress notified after each batch; cancelling it ends the work
     * @return one signed map for each series; padded cells are absent
     * @throws IllegalArgumentException if the data do not fit, the model cannot do what the method needs, the method
     *     cannot tell cells of such series apart, or the target cannot be had
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public static SaliencyMaps explain(
            Model model, SeriesSet set, Attribution method, Request request, Progress progress) {
        check(model, method, request.output());
        SeriesSet given = request.background();
        Require.argument(
                given != null || !method.needsBackground(),
                "%s needs a background with these options: series of the training distribution",
                method.kind().key());
        method.check(Extent.of(set));
        PreparedSeries series = model.prepare(set);
        model.signature().checkGives(request.output());
        Require.argument(
                model.signature().classes() > 1 || request.output() == Output.LOGIT,
                "a model of one class has only a logit to explain: its probability is always 1");
        if (method.dependsOnOutput()) {
            checkContrasts(model, series, request, progress);
        }
        Background background = given == null || !method.needsBackground() ? null : Background.of(model.prepare(given));
        SaliencyMaps.Builder maps = new SaliencyMaps.Builder(
                series.set(), model.signature().precision(), model.signature().classes());
        Work work = new Work(model, method, set, progress);
        Parallel.forEach(series.batches(request.batchSize()), rows -> {
            Subject.Query query = new Subject.Query(model, request.output(), request.seed(), background, work::pass);
            explain(query, series, method, request, rows, maps);
            work.done(rows.length);
        });
        return maps.build(
                new SaliencyMaps.Origin(method.kind().key(), request.output().key(), details(method, model)));
    }

    /** Fails if a series is explained for the class whose output is to be subtracted: found now, not after hours. */
    private static void checkContrasts(Model model, PreparedSeries series, Request request, Progress progress) {
        Signature signature = model.signature();
        if (!(request.contrast() instanceof Contrast.Fixed fixed) || request.target() instanceof Target.Fixed) {
            return;
        }
        for (int[] rows : series.batches(request.batchSize())) {
            progress.check();
            double[][] probabilities = request.target() instanceof Target.Predicted
                    ? model.outputs(series.inputs(rows), Output.PROBABILITY)
                    : new double[rows.length][signature.classes()];
            for (int b = 0; b < rows.length; b++) {
                Require.argument(
                        request.target().of(series.set(), rows[b], probabilities[b]) != fixed.index(),
                        "series '%s' is explained for class '%s', which cannot be contrasted with itself: contrast with"
                                + " the second class, explain a class by its name, or leave out such series",
                        series.set().ids().get(rows[b]),
                        signature.className(fixed.index()));
            }
        }
    }

    private static Map<String, String> details(Attribution method, Model model) {
        Map<String, String> details = new LinkedHashMap<>();
        if (!method.options().isEmpty()) {
            details.put(
                    OPTIONS,
                    method.options().entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .collect(Collectors.joining(", ")));
        }
        details.putAll(method.takenFrom(model));
        return details;
    }

    private static void explain(
            Subject.Query query,
            PreparedSeries series,
            Attribution method,
            Request request,
            int[] rows,
            SaliencyMaps.Builder maps) {
        Inputs inputs = series.inputs(rows);
        List<String> ids = Arrays.stream(rows).mapToObj(series.set().ids()::get).toList();
        Subject subject = new Subject(query, inputs, ids, probabilities -> {
            series.checkOutputs(probabilities, rows);
            return classes(series.set(), request, rows, probabilities);
        });
        Attribution.Explained explained = method.attribute(new Problem(subject));
        double[] values = series.inOrderOfSet(explained.values());
        int[] targets = subject.targets();
        for (int b = 0; b < rows.length; b++) {
            maps.put(rows[b], values, inputs.offset(b), targets[b], subject.probabilities()[b]);
            if (explained.gaps().length > 0) {
                maps.gap(rows[b], explained.gaps()[b]);
            }
        }
    }

    private static Subject.Classes classes(SeriesSet set, Request request, int[] rows, double[][] probabilities) {
        int[] targets = new int[rows.length];
        Arrays.setAll(targets, b -> request.target().of(set, rows[b], probabilities[b]));
        int[] contrasts = new int[rows.length];
        Arrays.setAll(contrasts, b -> request.contrast().of(targets[b], probabilities[b]));
        return new Subject.Classes(targets, contrasts);
    }

    /** Progress in passes, and cancellation. */
    private static final class Work {
        private final String task;
        private final double passesOfSeries;
        private final int series;
        private final Progress progress;
        private double passes;
        private int done;
        private double shown;

        Work(Model model, Attribution method, SeriesSet set, Progress progress) {
            task = "Explaining by " + method.kind().key();
            Attribution.Cost cost = method.cost(model, Extent.of(set).longest(), set.features());
            passesOfSeries = Math.max(1, cost.forward() + cost.backward());
            series = set.count();
            this.progress = progress;
        }

        /** Called before a pass of some series. */
        synchronized void pass(int rows) {
            progress.check();
            if (passes > 0) {
                show(passes / passesOfSeries / series);
            }
            passes += rows;
        }

        /** Called after the last pass of some series. */
        synchronized void done(int rows) {
            done += rows;
            show((double) done / series);
        }

        private void show(double share) {
            shown = Math.max(shown, Math.min(1, share));
            progress.update(task, shown, "");
        }
    }
}

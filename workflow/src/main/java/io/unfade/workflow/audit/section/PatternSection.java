package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.ActivationPattern;
import io.unfade.math.Vectors;
import io.unfade.metric.Localization;
import io.unfade.piece.Piece;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Maps beside the activation patterns of the model's outputs, after Haufe et al. 2014. A pattern is a control and no truth: it
 * shows all that goes with the decision. Cells that a map names and that do not go with the decision are candidates of
 * suppressors, by which a model takes noise away from other cells.
 */
public final class PatternSection implements AuditSection {
    /** Curve over the cells in order: the activation pattern of a class. */
    public static final String PATTERN = "activation pattern";

    /** Curve over the cells in order: the mean |saliency| of the series explained for a class. */
    public static final String GROUP_MAP = "mean |saliency|";

    /** The model, as the name of maps. */
    public static final String MODEL = "model";

    static final String LOOKS = "ROC AUC of the mean map for cells that go with the output";
    private static final String CERTAIN = "cells that go with the output";
    private static final String WITH_PATTERN = "rank correlation of the mean map with |activation pattern|";
    private static final String WITH_MEANS = "rank correlation of the mean map with |difference of class means|";
    static final String SUPPRESSORS = "share of the map's top 10 % of cells that do not go with the output";
    private static final String SUPPRESSOR = "candidate suppressor";

    private static final int FEWEST = 3;
    private static final int REACHING = 10;

    /** The share of the series that reach the steps that are compared, where as many tell of each cell. */
    private static final double SHARED = 0.9;

    private static final int PERMUTATIONS = 500;
    private static final double CHANCE = 0.05;
    private static final double TOP = 0.1;
    private static final double GOES = 0.8;
    private static final double NOT = 0.6;
    private static final int NAMED = 5;
    private static final int MOST_CELLS = 20_000;

    private final AuditSubject subject;

    PatternSection(AuditSubject subject) {
        this.subject = subject;
    }

    @Override
    public Question question() {
        return Question.PATTERN;
    }

    @Override
    public List<Piece> pieces() {
        return List.of(new Piece("pattern", this::patterns));
    }

    private ObjectNode patterns(Progress progress) {
        Measurements found = new Measurements();
        SaliencyMaps main = subject.maps(subject.kinds().get(0), progress);
        SeriesSet set = subject.all();
        int batch = subject.request().batchSize();
        double[] at = IntStream.range(0, set.steps() * set.features())
                .mapToDouble(cell -> cell)
                .toArray();
        int reached = stepsReached(set, Math.min(REACHING, set.count()));
        int shared = stepsReached(set, (int) Math.ceil(SHARED * set.count()));
        for (int k : subject.classes(main, FEWEST)) {
            progress.check();
            String condition = condition(subject.className(k));
            ActivationPattern.Tested tested = ActivationPattern.tested(
                    subject.model(),
                    set,
                    k,
                    batch,
                    PERMUTATIONS,
                    subject.request().seed(),
                    progress);
            double[] pattern = tested.pattern().cells();
            double[] chance = tested.chance();
            double[] certain = tested.familyWise();
            for (int cell = reached * set.features(); cell < pattern.length; cell++) {
                pattern[cell] = Double.NaN;
                chance[cell] = Double.NaN;
            }
            Arrays.fill(certain, shared * set.features(), certain.length, Double.NaN);
            found.single(MODEL, condition, CERTAIN, (double)
                    Arrays.stream(certain).filter(p -> p <= CHANCE).count());
            if (at.length <= MOST_CELLS) {
                found.curve(MODEL, condition, PATTERN, at, pattern);
            }
            for (MapKind kind : subject.known(progress)) {
                double[] group = subject.groupMap(subject.maps(kind, progress), k);
                found.single(kind.name(), condition, LOOKS, looks(group, certain));
                compare(found, kind.name(), condition, group, pattern, chance);
                if (set.hasLabels()) {
                    double[] means = ClassMeans.differences(subject.standardized(set), k);
                    found.single(kind.name(), condition, WITH_MEANS, Halves.correlation(group, means));
                }
                if (!kind.isControl() && at.length <= MOST_CELLS) {
                    found.curve(kind.name(), condition, GROUP_MAP, at, group);
                }
            }
        }
        return found.json();
    }

    /** {@return the first steps that some series reach} */
    private static int stepsReached(SeriesSet set, int atLeast) {
        return (int) IntStream.range(0, set.steps())
                .filter(t -> IntStream.range(0, set.count())
                                .filter(i -> set.length(i) > t)
                                .count()
                        >= atLeast)
                .count();
    }

    static String condition(String className) {
        return "class " + className;
    }

    /** {@return how well a mean map ranks the cells that go with the output above the others; NaN if there are none} */
    private static double looks(double[] group, double... certain) {
        int[] known = IntStream.range(0, group.length)
                .filter(i -> Double.isFinite(group[i]) && Double.isFinite(certain[i]))
                .toArray();
        boolean[] goes = new boolean[known.length];
        for (int i = 0; i < goes.length; i++) {
            goes[i] = certain[known[i]] <= CHANCE;
        }
        return known.length == 0
                ? Double.NaN
                : Localization.of(
                                Arrays.stream(known).mapToDouble(i -> group[i]).toArray(), goes)
                        .rocAuc();
    }

    private static void compare(
            Measurements found, String maps, String condition, double[] group, double[] pattern, double... chance) {
        double[] size = Arrays.stream(pattern).map(Math::abs).toArray();
        found.single(maps, condition, WITH_PATTERN, Halves.correlation(group, size));
        int[] known = IntStream.range(0, group.length)
                .filter(i -> Double.isFinite(group[i]) && Double.isFinite(chance[i]))
                .toArray();
        int[] order = Vectors.descending(
                Arrays.stream(known).mapToDouble(i -> group[i]).toArray());
        int count = order.length == 0 ? 0 : Math.max(1, (int) (TOP * order.length));
        int[] suspects = Arrays.stream(order, 0, Math.min(count, order.length))
                .map(i -> known[i])
                .filter(i -> chance[i] > CHANCE)
                .toArray();
        found.single(maps, condition, SUPPRESSORS, count == 0 ? Double.NaN : (double) suspects.length / count);
        double[] named =
                Arrays.stream(suspects).limit(NAMED).mapToDouble(i -> i).toArray();
        found.curve(
                maps,
                condition,
                SUPPRESSOR,
                named,
                Arrays.stream(suspects).limit(NAMED).mapToDouble(i -> chance[i]).toArray());
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        List<String> notes = new ArrayList<>();
        if (!records.isEmpty()) {
            notes.add(
                    "The pattern is a control and no truth: it also shows cells that go with the decision and that the model"
                            + " does not use. Weights and gradients may rightly name cells without a signal of their own, by which"
                            + " the model takes noise from others.");
            subject.methods().forEach(kind -> suspects(kind, evidence).forEach(notes::add));
        }
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "Cells go with the output if their correlation with s, the class' logit less the mean of the others, is larger than"
                        + " that of any cell in 95 % of permutations, all as Fisher's z, over all series given. Of cells at steps that nine in ten of them reach: how"
                        + " well the mean |saliency| of a class ranks them above the others, as ROC AUC, mean over classes: 0.8 or"
                        + " more, and more than random, time profile and untrained network: 'goes with it'; below 0.6: 'does"
                        + " not'; else 'in part'. No answer speaks against the maps.",
                evidence.numbers(),
                notes);
    }

    private List<String> suspects(MapKind kind, Evidence evidence) {
        List<String> all = new ArrayList<>();
        SeriesSet set = subject.all();
        for (String condition : evidence.conditions(kind.name(), SUPPRESSOR)) {
            Measurements.Entry entry =
                    evidence.find(kind.name(), condition, SUPPRESSOR).orElseThrow();
            if (entry.at().length == 0) {
                continue;
            }
            List<String> names = Arrays.stream(entry.at())
                    .mapToObj(cell -> set.featureNames().get((int) cell % set.features()) + " at step "
                            + (int) cell / set.features())
                    .toList();
            all.add(String.format(
                    Locale.ROOT,
                    "%s, %s: candidate suppressors, in the map's top 10 %% but with a pattern that chance explains (p > %.2f): %s.",
                    kind.name(),
                    condition,
                    CHANCE,
                    String.join(", ", names)));
        }
        return all;
    }

    private Verdict verdict(MapKind kind, Evidence evidence) {
        double own = mean(kind.name(), evidence);
        if (Double.isNaN(own)) {
            return Verdict.unknown(kind.name(), "No cell goes with the output beyond chance.");
        }
        double best = Double.NEGATIVE_INFINITY;
        String nearest = "";
        for (MapKind control : subject.controls()) {
            String key = control.method().kind().key();
            double value = mean(control.name(), evidence);
            if ((control.untrained() || key.equals("random") || key.equals("time-profile")) && value > best) {
                best = value;
                nearest = control.name();
            }
        }
        String reason = String.format(
                Locale.ROOT,
                "It ranks the cells that go with the output above the others with a ROC AUC of %.2f (%s: %.2f).",
                own,
                nearest,
                best);
        if (own >= GOES && own > best) {
            return new Verdict(kind.name(), Verdict.Level.GOOD, "goes with it", reason);
        }
        return new Verdict(kind.name(), Verdict.Level.DOUBTFUL, own < NOT ? "does not" : "in part", reason);
    }

    private static double mean(String maps, Evidence evidence) {
        return Evidence.mean(evidence.conditions(maps, LOOKS).stream()
                .mapToDouble(condition -> evidence.mean(maps, condition, LOOKS).mean())
                .toArray());
    }
}

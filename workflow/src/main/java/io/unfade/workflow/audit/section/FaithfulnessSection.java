package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.faithfulness.Infidelity;
import io.unfade.faithfulness.Masking;
import io.unfade.faithfulness.MaskingCurves;
import io.unfade.faithfulness.Sensitivity;
import io.unfade.math.Vectors;
import io.unfade.metric.Bootstrap;
import io.unfade.piece.Piece;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measured;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the cells that maps name move the model's output: by replacing them, with several fills, and by training the model
 * again without them.
 */
public final class FaithfulnessSection implements AuditSection {
    /** Curve: the mean probability of the explained class without the share of most salient cells. */
    public static final String DELETION = "deletion curve";

    /** Curve: the same with nothing but them. */
    public static final String INSERTION = "insertion curve";

    /** The measure by which the verdict is given. */
    public static final String COMPREHENSIVENESS = "comprehensiveness";

    private static final int MOST_CELLS = 50;
    private static final double SHARE_OF_CELLS = 0.1;
    private static final int NOISES = 50;
    private static final double NOISE = 0.2;
    private static final int SHIFTS = 10;
    private static final double RADIUS = 0.02;

    private final AuditSubject subject;
    private final Removal removal;

    FaithfulnessSection(AuditSubject subject) {
        this.subject = subject;
        removal = new Removal(subject);
    }

    @Override
    public Question question() {
        return Question.FAITHFULNESS;
    }

    @Override
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (MapKind kind : subject.kinds()) {
            pieces.add(new Piece("masking-" + kind.key(), progress -> masked(kind, progress)));
        }
        for (MapKind kind : subject.methods()) {
            pieces.add(new Piece("disturbance-" + kind.key(), progress -> disturbed(kind, progress)));
        }
        pieces.addAll(removal.pieces());
        return pieces;
    }

    /** {@return what cells are replaced with: out of the data's distribution and within it} */
    private List<Baseline> fills() {
        if (subject.request().background() == null) {
            return List.of(Baseline.ZERO, Baseline.MEAN);
        }
        return List.of(Baseline.ZERO, Baseline.TRAINING_DRAW, Baseline.OPPOSITE);
    }

    /** {@return K of the cumulative measures: a tenth of the cells, at most 50} */
    private int cells() {
        int longest = IntStream.range(0, subject.series().count())
                .map(subject.series()::length)
                .max()
                .orElse(1);
        return Math.max(1, Math.min(MOST_CELLS, (int)
                (SHARE_OF_CELLS * longest * subject.series().features())));
    }

    private ObjectNode masked(MapKind kind, Progress progress) {
        SaliencyMaps maps = subject.maps(kind, progress);
        Measurements found = new Measurements();
        boolean[] predicted = predicted(maps);
        double[] shares =
                IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 20.0).toArray();
        for (Baseline fill : fills()) {
            Masking masking = new Masking(
                    subject.model(),
                    subject.series(),
                    maps,
                    fill,
                    subject.request().background(),
                    subject.request().seed(),
                    subject.request().batchSize());
            String name = kind.name();
            String condition = condition(fill);
            MaskingCurves usual = masking.curves(progress, MaskingCurves.usualFractions());
            found.series(name, condition, COMPREHENSIVENESS, where(predicted, usual.comprehensiveness()));
            found.series(name, condition, "sufficiency", usual.sufficiency());
            found.series(name, condition, "log-odds", usual.logOdds());
            MaskingCurves whole = masking.curves(progress, shares);
            found.series(name, condition, "area under deletion", whole.deletionArea());
            found.series(name, condition, "area under insertion", whole.insertionArea());
            int k = cells();
            found.series(name, condition, "CPD of " + k + " cells", masking.cumulativeDifference(progress, k));
            found.series(name, condition, "CPP of " + k + " cells", masking.cumulativePreservation(progress, k));
            found.curve(name, condition, DELETION, shares, MaskingCurves.mean(whole.deletion()));
            found.curve(name, condition, INSERTION, shares, MaskingCurves.mean(whole.insertion()));
        }
        return found.json();
    }

    /** {@return for each series whether the model gives it the class that it is explained for} */
    private boolean[] predicted(SaliencyMaps maps) {
        double[][] probabilities = subject.model()
                .probabilities(subject.series(), subject.request().batchSize());
        boolean[] predicted = new boolean[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = Vectors.argMax(probabilities[i]) == maps.target(i);
        }
        return predicted;
    }

    private static double[] where(boolean[] counts, double... values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> counts[i] ? values[i] : Double.NaN)
                .toArray();
    }

    static String condition(Baseline fill) {
        return "fill " + fill.key();
    }

    private ObjectNode disturbed(MapKind kind, Progress progress) {
        SaliencyMaps maps = subject.maps(kind, progress);
        long seed = subject.request().seed();
        Measurements found = new Measurements();
        if (subject.request().contrast() instanceof Contrast.None) { // else the map is of a difference of outputs
            double[] infidelity = new Infidelity(NOISES, NOISE, seed)
                    .of(
                            subject.model(),
                            subject.series(),
                            maps,
                            subject.request().output(),
                            subject.request().batchSize(),
                            progress);
            found.series(kind.name(), "noise of " + NOISE + " SD", "infidelity", infidelity);
        }
        double[] sensitivity = new Sensitivity(SHIFTS, RADIUS, seed)
                .of(
                        subject.model(),
                        subject.series(),
                        maps,
                        kind.method(),
                        subject.requestFor(kind.method(), subject.targets(progress)),
                        progress);
        return found.series(kind.name(), "shifts up to " + RADIUS + " SD", "max-sensitivity", sensitivity)
                .json();
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        List<String> notes = new ArrayList<>(turns(evidence));
        if (subject.request().background() == null) {
            notes.add("Without series of the training distribution all fills are out of it.");
        }
        notes.addAll(removal.notes(evidence));
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "Comprehensiveness: by how much the probability of the explained class falls without the most salient 1, 5, 10,"
                        + " 20 and 50 % of the cells, of series that the model gives this class. With each fill and against"
                        + " each control the paired difference, mean over series: all intervals above 0: 'names it', or 'names"
                        + " it so far' while controls are left out; of some: 'names it in part'; of none, and some below 0:"
                        + " 'does not'; else 'not decided'. Of fewer than 5 series nothing is compared.",
                evidence.numbers(),
                notes);
    }

    private Verdict verdict(MapKind kind, Evidence evidence) {
        int better = 0;
        int worse = 0;
        int compared = 0;
        int all = 0;
        String nearest = "";
        double least = Double.POSITIVE_INFINITY;
        for (String condition : evidence.conditions(kind.name(), COMPREHENSIVENESS)) {
            for (MapKind control : subject.controls()) {
                Bootstrap.Interval difference =
                        evidence.difference(kind.name(), control.name(), condition, COMPREHENSIVENESS);
                all++;
                if (difference.count() < Evidence.FEWEST) {
                    continue;
                }
                compared++;
                better += difference.low() > 0 ? 1 : 0;
                worse += difference.high() < 0 ? 1 : 0;
                if (difference.low() < least) {
                    least = difference.low();
                    nearest = String.format(
                            Locale.ROOT,
                            "least so against %s with %s: difference %s",
                            control.name(),
                            condition,
                            Evidence.words(difference));
                }
            }
        }
        if (compared == 0) {
            return Verdict.unknown(kind.name(), "No cells were replaced, or of fewer than 5 series.");
        }
        String reason = String.format(
                Locale.ROOT, "Ahead in %d of %d comparisons with a control and a fill, %s.", better, compared, nearest);
        if (better == all) {
            return new Verdict(kind.name(), Verdict.Level.GOOD, "names it", reason);
        }
        if (better == compared) {
            return new Verdict(
                    kind.name(),
                    Verdict.Level.DOUBTFUL,
                    "names it so far",
                    reason + " Not compared: " + (all - compared) + ".");
        }
        if (better > 0) {
            return new Verdict(kind.name(), Verdict.Level.DOUBTFUL, "names it in part", reason);
        }
        return worse > 0
                ? new Verdict(kind.name(), Verdict.Level.BAD, "does not", reason)
                : new Verdict(kind.name(), Verdict.Level.UNKNOWN, "not decided", reason);
    }

    /** {@return where the order of two kinds of maps, not both controls, turns with the fill} */
    private List<String> turns(Evidence evidence) {
        List<String> found = new ArrayList<>();
        List<MapKind> kinds = subject.kinds();
        for (int i = 0; i < kinds.size(); i++) {
            for (int j = 0; j < i && !(kinds.get(i).isControl() && kinds.get(j).isControl()); j++) {
                String first = kinds.get(j).name();
                String second = kinds.get(i).name();
                List<String> conditions = evidence.conditions(first, COMPREHENSIVENESS);
                List<String> ahead = decided(evidence, first, second, conditions);
                List<String> behind = decided(evidence, second, first, conditions);
                if (!ahead.isEmpty() && !behind.isEmpty()) {
                    found.add(String.format(
                            Locale.ROOT,
                            "The order turns with the fill: %s is ahead of %s with %s, and behind it with %s.",
                            first,
                            second,
                            String.join(" and ", ahead),
                            String.join(" and ", behind)));
                }
            }
        }
        return found;
    }

    private static List<String> decided(Evidence evidence, String first, String second, List<String> conditions) {
        return conditions.stream()
                .filter(condition -> evidence.difference(first, second, condition, COMPREHENSIVENESS)
                                .low()
                        > 0)
                .toList();
    }

    /** {@return the fills of an audit's numbers, as conditions} */
    public static List<String> fills(Finding finding) {
        return finding.numbers().stream()
                .filter(number -> number.measure().equals(COMPREHENSIVENESS))
                .map(Measured::condition)
                .distinct()
                .toList();
    }

    /** {@return the controls of which a few are enough where each costs a training} */
    static Stream<MapKind> fewControls(AuditSubject subject) {
        return subject.controls().stream()
                .filter(kind -> !kind.untrained() && !kind.method().kind().key().equals("time-profile"));
    }
}

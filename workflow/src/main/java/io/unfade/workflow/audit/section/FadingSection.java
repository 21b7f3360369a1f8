package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.metric.Bootstrap;
import io.unfade.piece.Piece;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where in time the saliency lies: at the end, as it does where it fades, or at the beginning. */
public final class FadingSection implements AuditSection {
    /** The measure whose curve is the distribution over relative time. */
    public static final String PROFILE = "share by relative time";

    static final String LAST = "share in the last 10 % of the steps";
    static final String FIRST = "share in the first 10 % of the steps";
    private static final String HALF_LIFE = "half-life, steps";
    private static final int PARTS = 100;
    private static final double LEANS_FROM = 0.25;

    private final AuditSubject subject;

    FadingSection(AuditSubject subject) {
        this.subject = subject;
    }

    @Override
    public Question question() {
        return Question.FADING;
    }

    @Override
    public List<Piece> pieces() {
        return subject.kinds().stream()
                .map(kind -> new Piece("fading-" + kind.key(), progress -> measured(kind, progress)))
                .toList();
    }

    private ObjectNode measured(MapKind kind, Progress progress) {
        SaliencyMaps maps = subject.maps(kind, progress);
        Fading fading = Diagnosis.fading(maps);
        double[] at = IntStream.range(0, PARTS)
                .mapToDouble(part -> (part + 0.5) / PARTS)
                .toArray();
        return new Measurements()
                .series(kind.name(), "", FIRST, shares(maps, true))
                .series(kind.name(), "", LAST, shares(maps, false))
                .single(kind.name(), "", HALF_LIFE, fading.halfLife())
                .curve(kind.name(), "", PROFILE, at, fading.profile(PARTS))
                .json();
    }

    /** {@return the share of the saliency of each series in its first or last tenth; NaN where it has none} */
    private static double[] shares(SaliencyMaps maps, boolean first) {
        return IntStream.range(0, maps.count())
                .mapToDouble(i -> {
                    double[] mass = Fading.stepMass(maps.absolute(i), maps.length(i), maps.features());
                    int steps = Fading.steps(mass.length, Fading.LAST_TENTH);
                    int from = first ? 0 : mass.length - steps;
                    double all = Arrays.stream(mass).sum();
                    return all == 0
                            ? Double.NaN
                            : Arrays.stream(mass, from, from + steps).sum() / all;
                })
                .toArray();
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        double uniform = uniform();
        List<Verdict> verdicts = subject.methods().stream()
                .map(kind -> verdict(kind.name(), evidence, uniform))
                .toList();
        return new Finding(
                question(),
                verdicts,
                Fading.rule()
                        + " 'leans to the first steps': it does not fade, and 0.25 or more lie in the first 10 % of the"
                        + " steps.",
                evidence.numbers(),
                List.of(
                        "What is informative at the end or at the beginning of series looks like fading or like a lean. The"
                                + " planted signals show what this model finds there, and the controls what the series alone show."));
    }

    private double uniform() {
        return IntStream.range(0, subject.series().count())
                .map(subject.series()::length)
                .mapToDouble(length -> (double) Fading.steps(length, Fading.LAST_TENTH) / length)
                .average()
                .orElse(Double.NaN);
    }

    private static Verdict verdict(String maps, Evidence evidence, double uniform) {
        Bootstrap.Interval last = evidence.mean(maps, "", LAST);
        Bootstrap.Interval first = evidence.mean(maps, "", FIRST);
        if (last.count() < Evidence.FEWEST) {
            return Verdict.unknown(maps, Evidence.tooFew(last, "Nothing was measured."));
        }
        String reason = "Of its saliency " + Evidence.words(last) + " lies in the last and " + Evidence.words(first)
                + " in the first 10 % of the steps.";
        Fading.Verdict fades = Fading.verdict(last.mean(), uniform);
        if (fades == Fading.Verdict.KEEPS && first.mean() >= LEANS_FROM) {
            return new Verdict(maps, Verdict.Level.DOUBTFUL, "leans to the first steps", reason);
        }
        Verdict.Level level = switch (fades) {
            case KEEPS -> Verdict.Level.GOOD;
            case WEAKENS -> Verdict.Level.DOUBTFUL;
            case FADES -> Verdict.Level.BAD;
            case UNKNOWN -> Verdict.Level.UNKNOWN;
        };
        return new Verdict(maps, level, fades.label(), reason);
    }
}

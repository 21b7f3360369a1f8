package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.metric.Bootstrap;
import io.unfade.piece.Piece;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether maps sum to the change of the output that they promise to divide among the cells. */
public final class CompletenessSection implements AuditSection {
    static final String GAP = "gap as a share of the mean promised sum";
    private static final double COMPLETE = 0.05;
    private static final double BROKEN = 0.25;
    private static final double NOTHING = 1e-6;

    private final AuditSubject subject;

    CompletenessSection(AuditSubject subject) {
        this.subject = subject;
    }

    @Override
    public Question question() {
        return Question.COMPLETENESS;
    }

    @Override
    public List<Piece> pieces() {
        return subject.methods().stream()
                .filter(kind -> kind.method().isComplete())
                .map(kind -> new Piece("completeness-" + kind.key(), progress -> gaps(kind, progress)))
                .toList();
    }

    private ObjectNode gaps(MapKind kind, Progress progress) {
        SaliencyMaps maps = subject.maps(kind, progress);
        double[] gaps = maps.gaps();
        double promised = IntStream.range(0, maps.count())
                .mapToDouble(i -> Math.abs(sum(maps, i) - gaps[i]))
                .average()
                .orElse(Double.NaN);
        double[] shares = IntStream.range(0, maps.count())
                .mapToDouble(i -> promised < NOTHING ? Double.NaN : Math.abs(gaps[i]) / promised)
                .toArray();
        return new Measurements().series(kind.name(), "", GAP, shares).json();
    }

    private static double sum(SaliencyMaps maps, int series) {
        double sum = 0;
        for (int t = 0; t < maps.length(series); t++) {
            for (int c = 0; c < maps.features(); c++) {
                sum += maps.value(series, t, c);
            }
        }
        return sum;
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "Of methods that promise a sum: |sum of the map - promised sum| over the mean |promised sum|, mean over series: interval below"
                        + " 0.05: 'complete'; above 0.25: 'not complete'; else 'nearly complete'.",
                evidence.numbers(),
                List.of());
    }

    private static Verdict verdict(MapKind kind, Evidence evidence) {
        if (!kind.method().isComplete()) {
            return Verdict.unknown(kind.name(), "The method promises no sum.");
        }
        Bootstrap.Interval gap = evidence.mean(kind.name(), "", GAP);
        if (gap.count() < Evidence.FEWEST) {
            return Verdict.unknown(kind.name(), Evidence.tooFew(gap, "No gaps are known."));
        }
        String reason = "The gap is " + Evidence.words(gap) + " of the mean promised sum.";
        if (gap.high() < COMPLETE) {
            return new Verdict(kind.name(), Verdict.Level.GOOD, "complete", reason);
        }
        return gap.low() > BROKEN
                ? new Verdict(kind.name(), Verdict.Level.BAD, "not complete", reason)
                : new Verdict(kind.name(), Verdict.Level.DOUBTFUL, "nearly complete", reason);
    }
}

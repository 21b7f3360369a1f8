package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.metric.Bootstrap;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.Retraining;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Whether other seeds, members, baselines, noise or halves of the data would give the same maps. */
public final class StabilitySection implements AuditSection {
    private static final String ALIKE = DependenceSection.ALIKE;
    static final String SEED = "trained again, seed ";
    private static final int SEEDS = 3;
    private static final double NOISE = 0.1;
    private static final int MOST_MEMBERS = 5;
    private static final double STABLE = 0.5;
    private static final double UNSTABLE = 0.3;

    private final AuditSubject subject;
    private final Halves halves;

    StabilitySection(AuditSubject subject) {
        this.subject = subject;
        halves = new Halves(subject);
    }

    @Override
    public Question question() {
        return Question.STABILITY;
    }

    @Override
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (MapKind kind : subject.methods()) {
            pieces.add(new Piece("noise-" + kind.key(), progress -> disturbed(kind, progress)));
            if (!others(kind.method()).isEmpty()) {
                pieces.add(new Piece("baseline-" + kind.key(), progress -> baselines(kind, progress)));
            }
            if (subject.model() instanceof TrainedModel trained
                    && trained.spec().members() > 1) {
                pieces.add(new Piece("members-" + kind.key(), progress -> members(trained, kind, progress)));
            }
        }
        Retraining again = subject.again();
        for (int k = 1; again != null && k <= SEEDS; k++) {
            int seed = k;
            pieces.add(new Piece("seed-" + k, progress -> trainedAgain(again, seed, progress)));
        }
        pieces.addAll(halves.pieces());
        return pieces;
    }

    private ObjectNode trainedAgain(Retraining again, int number, Progress progress) {
        Measurements found = new Measurements();
        long seed = Seeds.derive(subject.request().seed(), "seed " + number);
        try (TrainedModel other = again.on(Objects.requireNonNull(subject.training()), seed, progress)) {
            for (MapKind kind : subject.methods()) {
                SaliencyMaps maps = subject.maps(kind, progress);
                found.series(
                        kind.name(), SEED + number, ALIKE, AuditSubject.alike(maps, subject.of(other, kind, progress)));
            }
            if (subject.series().hasLabels()) {
                found.series("model", SEED + number, "accuracy", subject.correct(other, subject.series()));
            }
        }
        return found.json();
    }

    private ObjectNode disturbed(MapKind kind, Progress progress) {
        SeriesSet set = subject.series();
        FeatureScale scale = FeatureScale.of(subject, set);
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            Random random =
                    new Random(Seeds.derive(subject.request().seed(), set.ids().get(i)));
            for (int t = 0; t < set.length(i); t++) {
                for (int c = 0; c < scale.measured(); c++) {
                    double noise = NOISE * scale.deviation(i, c) * random.nextGaussian();
                    builder.cell(i, t, c, set.value(i, t, c) + noise);
                }
            }
        }
        SaliencyMaps others =
                subject.explained(subject.model(), builder.build(), kind.method(), subject.targets(progress), progress);
        return new Measurements()
                .series(
                        kind.name(),
                        "series with noise of " + NOISE + " SD",
                        ALIKE,
                        AuditSubject.alike(subject.maps(kind, progress), others))
                .json();
    }

    private ObjectNode baselines(MapKind kind, Progress progress) {
        Measurements found = new Measurements();
        SaliencyMaps maps = subject.maps(kind, progress);
        others(kind.method()).forEach((baseline, method) -> {
            SaliencyMaps others =
                    subject.explained(subject.model(), subject.series(), method, subject.targets(progress), progress);
            found.series(kind.name(), "baseline " + baseline, ALIKE, AuditSubject.alike(maps, others));
        });
        return found.json();
    }

    /** {@return the method with its other baselines, those that there is a background for} */
    private Map<String, Attribution> others(Attribution method) {
        Map<String, Attribution> found = new LinkedHashMap<>();
        String own = method.options().get("baseline");
        Stream<Baseline> candidates = own == null
                ? Stream.of()
                : Stream.of(Baseline.ZERO, Baseline.MEAN, Baseline.TRAINING_MEAN, Baseline.TRAINING_DRAW);
        candidates
                .map(Keyed::key)
                .filter(baseline -> !baseline.equals(own))
                .forEach(baseline -> with(method, baseline)
                        .filter(other ->
                                !other.needsBackground() || subject.request().background() != null)
                        .ifPresent(other -> found.put(baseline, other)));
        return found;
    }

    private static Optional<Attribution> with(Attribution method, String baseline) {
        Map<String, String> options = new LinkedHashMap<>(method.options());
        options.put("baseline", baseline);
        try {
            return Optional.of(Attributions.of(method.kind().key(), options));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // it does not take this one
        }
    }

    private ObjectNode members(TrainedModel model, MapKind kind, Progress progress) {
        Measurements found = new Measurements();
        SaliencyMaps maps = subject.maps(kind, progress);
        for (int m = 0; m < Math.min(MOST_MEMBERS, model.spec().members()); m++) {
            try (TrainedModel member = model.member(m)) {
                found.series(
                        kind.name(),
                        "member " + (m + 1) + " alone",
                        ALIKE,
                        AuditSubject.alike(maps, subject.of(member, kind, progress)));
            }
        }
        return found.json();
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        List<String> notes = new ArrayList<>(halves.notes(evidence));
        if (!subject.whyNotAgain().isEmpty()) {
            notes.add("No seeds and halves. " + subject.whyNotAgain());
        }
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "Rank correlation of |saliency| with the maps of the same training from other seeds, mean over series and seeds:"
                        + " interval above 0.5: 'stable'; below 0.3: 'unstable'; else 'stable in part'. Without other trainings:"
                        + " of series with a little noise, above 0.5: 'steady under noise', else 'not steady under noise'; both say little.",
                evidence.numbers(),
                notes);
    }

    private static Verdict verdict(MapKind kind, Evidence evidence) {
        List<String> seeds = evidence.conditions(kind.name(), ALIKE).stream()
                .filter(condition -> condition.startsWith(SEED))
                .toList();
        List<String> taken = seeds.isEmpty()
                ? evidence.conditions(kind.name(), ALIKE).stream()
                        .filter(condition -> condition.contains("noise"))
                        .toList()
                : seeds;
        if (taken.isEmpty()) {
            return Verdict.unknown(kind.name(), "Nothing was varied.");
        }
        double[] mean = new double[0];
        for (String condition : taken) {
            double[] values =
                    evidence.find(kind.name(), condition, ALIKE).orElseThrow().values();
            mean = mean.length == 0 ? new double[values.length] : mean;
            for (int i = 0; i < values.length; i++) {
                mean[i] += values[i] / taken.size();
            }
        }
        Bootstrap.Interval all = evidence.interval(mean);
        if (all.count() < Evidence.FEWEST) {
            return Verdict.unknown(kind.name(), Evidence.tooFew(all, "The maps have no order."));
        }
        String reason = (seeds.isEmpty() ? "With a little noise " : "With other seeds (" + seeds.size() + ") ")
                + Evidence.words(all) + ".";
        if (seeds.isEmpty()) {
            return new Verdict(
                    kind.name(),
                    Verdict.Level.DOUBTFUL,
                    all.low() > STABLE ? "steady under noise" : "not steady under noise",
                    reason + " No seed was tried.");
        }
        if (all.low() > STABLE) {
            return new Verdict(kind.name(), Verdict.Level.GOOD, "stable", reason);
        }
        return all.high() < UNSTABLE
                ? new Verdict(kind.name(), Verdict.Level.BAD, "unstable", reason)
                : new Verdict(kind.name(), Verdict.Level.DOUBTFUL, "stable in part", reason);
    }
}

package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.metric.RankCorrelation;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.Retraining;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Measurements;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Split-half reliability: two models, each trained on one half of the training series, explain the same series; how alike are
 * their mean maps of a class? What the halves themselves allow is shown beside it: how alike are, between them, the differences
 * of the class' mean from that of the others.
 */
final class Halves {
    static final String RELIABILITY = "split-half rank correlation of mean maps";
    static final String CEILING = "the same of the differences of class means in the data";
    private static final String DATA = "data";
    private static final int FEWEST = 3;

    private final AuditSubject subject;

    Halves(AuditSubject subject) {
        this.subject = subject;
    }

    List<Piece> pieces() {
        Retraining again = subject.again();
        return again == null ? List.of() : List.of(new Piece("halves", progress -> split(again, progress)));
    }

    private ObjectNode split(Retraining again, Progress progress) {
        SeriesSet training = Objects.requireNonNull(subject.training());
        long seed = Seeds.derive(subject.request().seed(), "halves");
        Holdout.Parts parts = new Holdout(0.5, Holdout.Rule.AUTO)
                .parts(training, seed, again.description().standardization());
        SeriesSet first = parts.training();
        SeriesSet second = Objects.requireNonNull(parts.validation());
        Map<MapKind, SaliencyMaps> ofFirst = maps(again, first, Seeds.next(seed, 0), progress);
        Map<MapKind, SaliencyMaps> ofSecond = maps(again, second, Seeds.next(seed, 1), progress);
        Measurements found = new Measurements();
        SaliencyMaps main = subject.maps(subject.kinds().get(0), progress);
        for (int k : subject.classes(main, FEWEST)) {
            String condition = "class " + subject.className(k);
            ofFirst.forEach((kind, maps) -> found.single(
                    kind.name(),
                    condition,
                    RELIABILITY,
                    correlation(
                            subject.groupMap(maps, k),
                            subject.groupMap(Objects.requireNonNull(ofSecond.get(kind)), k))));
            found.single(
                    DATA,
                    condition,
                    CEILING,
                    correlation(
                            ClassMeans.differences(subject.standardized(first), k),
                            ClassMeans.differences(subject.standardized(second), k)));
        }
        return found.json();
    }

    private Map<MapKind, SaliencyMaps> maps(Retraining again, SeriesSet half, long seed, Progress progress) {
        Map<MapKind, SaliencyMaps> maps = new LinkedHashMap<>();
        try (TrainedModel model = again.on(half, seed, progress)) {
            subject.methods().forEach(kind -> maps.put(kind, subject.of(model, kind, progress)));
        }
        return maps;
    }

    /** {@return the rank correlation of the cells that both know; NaN if there is none} */
    static double correlation(double[] first, double[] second) {
        int[] known = IntStream.range(0, Math.min(first.length, second.length))
                .filter(i -> Double.isFinite(first[i]) && Double.isFinite(second[i]))
                .toArray();
        return known.length < 2
                ? Double.NaN
                : RankCorrelation.of(
                        Arrays.stream(known).mapToDouble(i -> first[i]).toArray(),
                        Arrays.stream(known).mapToDouble(i -> second[i]).toArray());
    }

    /** {@return reliability next to its ceiling, mean over classes} */
    List<String> notes(Evidence evidence) {
        double ceiling = mean(evidence, DATA, CEILING);
        if (Double.isNaN(ceiling)) {
            return List.of();
        }
        String own = subject.methods().stream()
                .map(kind -> kind.name() + " " + words(mean(evidence, kind.name(), RELIABILITY)))
                .collect(Collectors.joining(", "));
        return List.of("Models trained on halves of the training series agree on the mean maps of classes with a rank"
                + " correlation of " + own
                + " (mean over classes); the class means of the halves themselves agree with "
                + words(ceiling)
                + ". Maps that agree more than these have what they share from elsewhere, such as the network.");
    }

    private static String words(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static double mean(Evidence evidence, String maps, String measure) {
        return Evidence.mean(evidence.conditions(maps, measure).stream()
                .mapToDouble(
                        condition -> evidence.mean(maps, condition, measure).mean())
                .toArray());
    }
}

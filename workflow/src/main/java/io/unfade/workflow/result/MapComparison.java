package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.metric.MapMeasure;
import io.unfade.metric.RankCorrelation;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several maps of each of the same series, next to each other.
 *
 * @param entries one for each set of maps, at least two
 * @param alike for each pair of entries, {@code [i][j]}, the mean over series of the rank correlation of |saliency|; NaN
 *     where no series has one
 * @param dataHash SHA-256 of the file of the series; null if it is not to be compared with those that were explained
 */
public record MapComparison(
        List<Entry> entries, double[][] alike, @Nullable String dataHash) {
    private static final List<MapMeasure> SHOWN = List.of(
            MapMeasure.ROC_AUC, MapMeasure.AVERAGE_PRECISION, MapMeasure.WEIGHTED_JACCARD, MapMeasure.DISTRACTOR_RATIO);

    /**
     * One set of maps.
     *
     * @param name for readers, different from those of the others
     * @param maps a map of each series
     * @param fading of these
     * @param made the method that made them; null if it is another program's
     * @param scores against the known cells; null if these are unknown
     */
    public record Entry(
            String name,
            SaliencyMaps maps,
            Fading fading,
            @Nullable Attribution made,
            @Nullable Scores scores) {
        static Entry of(String name, SaliencyMaps maps, SeriesSet set, long seed) {
            return new Entry(
                    name,
                    maps,
                    Diagnosis.fading(maps),
                    Attributions.of(maps.origin()).orElse(null),
                    set.hasReference() ? Scores.of(maps, set, seed) : null);
        }

        /** {@return the method with its options} */
        public String method() {
            return maps.origin().method() + optionsOf(maps.origin());
        }

        /** {@return the cost of the longest series; null if unknown} */
        Attribution.@Nullable Cost cost() {
            int longest =
                    IntStream.range(0, maps.count()).map(maps::length).max().orElse(0);
            return made == null ? null : made.cost(longest, maps.features());
        }

        /** {@return the cost of one series, such as "2 + 50 with gradients"} */
        public String passes() {
            Attribution.Cost cost = cost();
            if (cost == null) {
                return "unknown";
            }
            String gradients = cost.backward() == 0 ? "" : cost.backward() + " with gradients";
            return cost.forward() == 0 ? gradients : cost.forward() + (gradients.isEmpty() ? "" : " + " + gradients);
        }

        /** {@return whether the maps explain nothing, and are there to be compared with} */
        public boolean isControl() {
            return made != null && made.isControl();
        }

        /** {@return the name, of a control with a word that it is one} */
        public String title() {
            return name + (isControl() ? " (control)" : "");
        }

        /** {@return the output, and what is subtracted from it; "-" if the maps do not depend on it} */
        public String explained() {
            if (made != null && !made.dependsOnOutput()) {
                return "-";
            }
            String contrast = maps.origin().details().get("contrast");
            String step = maps.origin().details().get(SaliencyMaps.AT_STEP);
            return maps.origin().output()
                    + (contrast == null ? "" : " less that of " + contrast)
                    + (step == null ? "" : " at step " + step);
        }

        /** {@return the mean of a measure over series; NaN if unknown} */
        public double score(MapMeasure measure) {
            return scores == null ? Double.NaN : scores.mean(measure);
        }
    }

    /** {@return the options of the method that made maps, in brackets, and what they left to the model; empty if there are none} */
    public static String optionsOf(SaliencyMaps.Origin origin) {
        String options = origin.details().get(Explainer.OPTIONS);
        String level = origin.details().get("noiseLevel");
        String taken = level == null
                ? ""
                : String.format(Locale.ROOT, "; noise level of training %.3g", Double.valueOf(level));
        return options == null ? "" : " (" + options + taken + ")";
    }

    /** {@return the name of the maps in a file} */
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.npz$", "");
    }

    /**
     * {@return the comparison}
     *
     * @param names of the sets of maps
     * @param maps these
     * @param set the series that they belong to
     * @param seed of the intervals of the scores
     * @throws IllegalArgumentException if some maps do not belong to the series; the message names them
     */
    public static MapComparison of(List<String> names, List<SaliencyMaps> maps, SeriesSet set, long seed) {
        checkSteps(names, maps);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            try {
                maps.get(i).checkBelongTo(set);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(names.get(i) + ": " + e.getMessage(), e);
            }
            entries.add(Entry.of(names.get(i), maps.get(i), set, seed));
        }
        return new MapComparison(List.copyOf(entries), alike(maps), null);
    }

    /** Fails if maps explain the output at different steps. */
    private static void checkSteps(List<String> names, List<SaliencyMaps> maps) {
        String first = explained(maps.get(0));
        for (int i = 1; i < maps.size(); i++) {
            Require.argument(
                    explained(maps.get(i)).equals(first),
                    "'%s' explains %s, but '%s' explains %s; only maps of the same steps can be compared",
                    names.get(0),
                    first,
                    names.get(i),
                    explained(maps.get(i)));
        }
    }

    private static String explained(SaliencyMaps maps) {
        String step = maps.origin().details().get(SaliencyMaps.AT_STEP);
        return step == null ? "whole series" : "the output after the first " + step + " steps";
    }

    /**
     * {@return a copy that knows the file of the series}
     *
     * @param hash SHA-256 of the file
     */
    public MapComparison ofData(String hash) {
        return new MapComparison(entries, alike, hash);
    }

    private static double[][] alike(List<SaliencyMaps> maps) {
        double[][] alike = new double[maps.size()][maps.size()];
        for (int i = 0; i < alike.length; i++) {
            for (int j = 0; j <= i; j++) {
                SaliencyMaps first = maps.get(i);
                SaliencyMaps second = maps.get(j);
                alike[i][j] = IntStream.range(0, first.count())
                        .mapToDouble(series -> RankCorrelation.of(first.absolute(series), second.absolute(series)))
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
                alike[j][i] = alike[i][j];
            }
        }
        return alike;
    }

    /** {@return the measures that tables show; none without known cells} */
    public List<MapMeasure> measures() {
        Scores scores = entries.get(0).scores();
        return scores == null
                ? List.of()
                : SHOWN.stream().filter(scores.measures()::contains).toList();
    }

    /** {@return how many series are explained for other classes by some of the maps than by the first} */
    public long otherTargets() {
        SaliencyMaps first = entries.get(0).maps();
        return IntStream.range(0, first.count())
                .filter(i -> entries.stream().anyMatch(entry -> entry.maps().target(i) != first.target(i)))
                .count();
    }

    /** {@return what makes the maps hard to compare, in sentences without a full stop} */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (otherTargets() > 0) {
            doubts.add(otherTargets() + " series are not explained for the same class by all maps");
        }
        if (entries.stream()
                        .map(Entry::explained)
                        .filter(explained -> !explained.equals("-"))
                        .distinct()
                        .count()
                > 1) {
            doubts.add("the maps explain different outputs: "
                    + entries.stream()
                            .filter(entry -> !entry.explained().equals("-"))
                            .map(entry -> entry.name() + " " + entry.explained())
                            .collect(Collectors.joining(", ")));
        }
        List<String> inputs = entries.stream()
                .map(entry -> entry.maps().origin().details().getOrDefault("input", ""))
                .filter(input -> !input.isEmpty())
                .distinct()
                .toList();
        if (inputs.size() > 1) {
            doubts.add(
                    "some maps are of raw and some of standardized series, so that 0 and baselines mean other things in them");
        }
        List<String> others =
                entries.stream().filter(this::isOfOtherFile).map(Entry::name).toList();
        if (!others.isEmpty()) {
            doubts.add("maps made from another file than that of the series given here (its SHA-256 differs): "
                    + String.join(", ", others));
        }
        entries.stream()
                .filter(entry -> !entry.isControl())
                .forEach(entry ->
                        Attributions.doubts(entry.maps()).forEach(doubt -> doubts.add(named(entry.name(), doubt))));
        return doubts;
    }

    private boolean isOfOtherFile(Entry entry) {
        return dataHash != null && entry.maps().origin().isOfOtherFile(dataHash);
    }

    /** {@return a sentence with the name of the maps that it is about, unless it begins with it} */
    private static String named(String name, String doubt) {
        return doubt.startsWith(name + " ") ? doubt : name + ": " + doubt;
    }

    /** {@return the comparison for people} */
    public String text() {
        StringBuilder text = new StringBuilder(kinds().toString()).append('\n').append(similarity());
        doubts().forEach(doubt -> text.append("\nNote: ").append(doubt));
        return text.toString();
    }

    private Text.Table kinds() {
        List<String> heads =
                new ArrayList<>(List.of("Maps", "Method", "Output", "Passes", "Gap", "Last 10 %", "Verdict"));
        measures().forEach(measure -> heads.add(measure.title()));
        Text.Table table = new Text.Table(heads.toArray(String[]::new));
        for (Entry entry : entries) {
            List<String> row = new ArrayList<>(List.of(
                    entry.title(),
                    entry.method(),
                    entry.explained(),
                    entry.passes(),
                    gap(entry),
                    Text.percent(entry.fading().shareInLast(Fading.LAST_TENTH)),
                    entry.fading().verdict().label()));
            measures().forEach(measure -> row.add(Text.number(entry.score(measure))));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** {@return how far the maps are from complete at most; "-" if their method does not say} */
    public static String gap(Entry entry) {
        double gap = entry.maps().largestGap();
        return Double.isNaN(gap) ? "-" : String.format(Locale.ROOT, "%.1e", gap);
    }

    private Text.Table similarity() {
        List<String> heads = new ArrayList<>(List.of("Rank correlation of |saliency|"));
        IntStream.rangeClosed(1, entries.size()).forEach(number -> heads.add(Integer.toString(number)));
        Text.Table table = new Text.Table(heads.toArray(String[]::new));
        for (int i = 0; i < alike.length; i++) {
            List<String> row =
                    new ArrayList<>(List.of((i + 1) + " " + entries.get(i).name()));
            Arrays.stream(alike[i]).forEach(value -> row.add(Text.fixed(value, 2)));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** {@return the comparison for programs} */
    public ObjectNode json() {
        ObjectNode json = RequestJson.newObject();
        json.put("series", entries.get(0).maps().count());
        ArrayNode sets = json.putArray("maps");
        for (Entry entry : entries) {
            ObjectNode node = sets.addObject();
            node.put("name", entry.name());
            node.put("method", entry.maps().origin().method());
            node.put("options", entry.maps().origin().details().get(Explainer.OPTIONS));
            node.put("output", entry.maps().origin().output());
            node.put("contrast", entry.maps().origin().details().get("contrast"));
            boolean atStep = entry.maps().origin().details().containsKey(SaliencyMaps.AT_STEP);
            node.put(SaliencyMaps.AT_STEP, atStep ? entry.maps().length(0) : null);
            node.put("control", entry.isControl());
            Attribution.Cost cost = entry.cost();
            node.put("forwardPasses", cost == null ? null : cost.forward());
            node.put("backwardPasses", cost == null ? null : cost.backward());
            JsonNumbers.put(node, "largestCompletenessGap", entry.maps().largestGap());
            node.put("verdict", entry.fading().verdict().label());
            JsonNumbers.put(node, "shareInLast10Percent", entry.fading().shareInLast(Fading.LAST_TENTH));
            node.put("constantMaps", entry.maps().constantCount());
            node.set("scores", entry.scores() == null ? null : entry.scores().meansJson());
        }
        ArrayNode rows = json.putArray("rankCorrelation");
        for (double[] row : alike) {
            ArrayNode numbers = rows.addArray();
            Arrays.stream(row).forEach(value -> numbers.add(Double.isFinite(value) ? value : null));
        }
        ArrayNode notes = json.putArray("notes");
        doubts().forEach(notes::add);
        return json;
    }
}

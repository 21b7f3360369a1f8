package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.TrainedModel;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ReportPage;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.page.ComparisonPage;
import io.unfade.workflow.page.ExplainPage;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.JsonNumbers;
import io.unfade.workflow.result.MapComparison;
import io.unfade.workflow.result.ModelDoubts;
import io.unfade.workflow.result.Scores;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes a saliency map for every series.
 *
 * @param explanation what to explain
 * @param seed of the intervals and the method's random numbers
 * @param reading how to read the series
 */
@Meaning("Writes a signed saliency map for every series: by default how the output changes with "
        + "every feature at every time step, per standard deviation of the input; of a model that was trained under "
        + "noise, what each cell says for or against it. Padded steps are absent (NaN).")
public record Explain(
        @Meaning(as = Evaluate.class) Path model,

        @Meaning(value = "Series to explain.", file = Meaning.File.READ)
        Path data,

        @Meaning(value = "Maps to write.", label = "S.npz", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,

        @Meaning(
                value = "Also write a page that shows the maps; figures as PNG and SVG go next to it.",
                label = "R.html",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path report,

        @Meaning(
                value = "How many series the page shows, and up to two misclassified ones; 6, or one of each "
                        + "of up to 12 classes, if not given.",
                needs = "report")
        @Nullable
        Integer reportSeries,

        @Meaning(
                value = "Further methods, separated by commas, each with its options after spaces, such as 'occlusion "
                        + "window=5': their maps are written to S.METHOD.npz, and text and page compare all of them.",
                label = "METHOD")
        @Nullable
        List<String> also,

        @Meaning(
                value =
                        "Of an ensemble, also write by how much the maps of its members differ: the standard deviation of each "
                                + "cell over them, of the first method.",
                label = "SD.npz",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path spread,

        ExplanationChoice explanation,
        long seed,
        ReadingOptions reading)
        implements Request<SaliencyMaps> {
    private static final int FEWEST_SHOWN = 6;
    private static final int MOST_SHOWN = 12;

    /** Checks numbers. */
    public Explain {
        if (reportSeries != null) {
            BadRequest.atLeast(1, reportSeries, "reportSeries");
        }
    }

    /** The default explanation of all series, without a page. */
    public Explain(Path model, Path data, Path out) {
        this(model, data, out, null, null, null, null, null, new ExplanationChoice(), 0, new ReadingOptions());
    }

    @Override
    public Result<SaliencyMaps> execute(Progress progress) throws IOException {
        SeriesReader reader = reading.reader(progress);
        Outputs.checkEnding(out, ".npz", "out");
        Path[] inputs = Stream.concat(reader.sources(data).stream(), explanation.sources(reader).stream())
                .toArray(Path[]::new);
        try (Outputs outputs = new Outputs(progress);
                Model opened = Models.open(model, modelLayout)) {
            List<ExplanationChoice> choices = choices(opened);
            for (Path file : files(choices)) {
                outputs.file(file, "out", inputs);
            }
            if (spread != null) {
                Outputs.checkEnding(spread, ".npz", "spread");
                if (files(choices).stream().anyMatch(file -> sameFile(file, spread))) {
                    throw BadRequest.of(
                            "{spread} and maps of this run have the same file, %s; name another one", spread);
                }
                outputs.file(spread, "spread", inputs);
            }
            if (report != null) {
                outputs.page(report, "report", inputs);
            }
            choices.forEach(choice -> choice.check(opened));
            if (spread != null) {
                explanation.checkSpread(opened);
            }
            return explained(opened, choices, reader, progress);
        }
    }

    private static boolean sameFile(Path first, Path second) {
        return first.toAbsolutePath().normalize().equals(second.toAbsolutePath().normalize());
    }

    private List<ExplanationChoice> choices(Model opened) {
        ExplanationChoice first = explanation.orUsualOf(opened);
        return also == null ? List.of(first) : first.with(also, opened);
    }

    /** {@return a name of each method: a method that is there again has a number} */
    private static List<String> names(List<ExplanationChoice> choices) {
        List<String> names = new ArrayList<>();
        for (ExplanationChoice choice : choices) {
            String method = String.valueOf(choice.method());
            String name = method;
            for (int number = 2; names.contains(name); number++) {
                name = method + "-" + number;
            }
            names.add(name);
        }
        return names;
    }

    /** {@return the file of the maps of each method} */
    private List<Path> files(List<ExplanationChoice> choices) {
        String stem = String.valueOf(out.getFileName()).replaceFirst("(?i)npz$", "");
        List<Path> files = new ArrayList<>(List.of(out));
        names(choices).stream()
                .skip(1)
                .map(name -> out.resolveSibling(stem + name + ".npz"))
                .forEach(files::add);
        return files;
    }

    private Result<SaliencyMaps> explained(
            Model opened, List<ExplanationChoice> choices, SeriesReader reader, Progress progress) throws IOException {
        List<FileStamp> stamps = FileStamp.ofEach(reader.sources(data));
        SeriesSet set = reader.readFor(opened, data);
        for (FileStamp stamp : stamps) {
            stamp.sha256(); // of the labels too, before their files can change
        }
        SeriesSet aligned = explanation.explained(SeriesReader.fitted(opened, set, data));
        Map<String, String> origin = origin(opened, SeriesReader.sha256(data, stamps), reader);
        choices.forEach(choice -> choice.check(aligned));
        List<Path> files = files(choices);
        List<SaliencyMaps> all = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            SaliencyMaps found = choices.get(i)
                    .explain(opened, aligned, reader, seed, progress)
                    .withDetails(origin);
            SaliencyFile.write(found, files.get(i)); // first: they took long, and must survive a failing page
            all.add(found);
        }
        SaliencyMaps maps = all.get(0);
        SaliencyMaps differences = spread == null ? null : spread(opened, maps, aligned, reader, progress, origin);
        MapComparison comparison = all.size() == 1 ? null : MapComparison.of(names(choices), all, aligned, seed);
        return told(new Found(opened, aligned, maps, differences, comparison), files);
    }

    /**
     * What was found.
     *
     * @param maps of the first method
     * @param spread over the members; null if that was not asked
     * @param comparison with the maps of further methods; null if there are none
     */
    private record Found(
            Model model,
            SeriesSet set,
            SaliencyMaps maps,
            @Nullable SaliencyMaps spread,
            @Nullable MapComparison comparison) {}

    private Result<SaliencyMaps> told(Found found, List<Path> files) {
        SaliencyMaps maps = found.maps();
        SeriesSet set = found.set();
        Scores scores = set.hasReference() ? Scores.of(maps, set, seed) : null;
        Evaluation evaluation = Evaluation.of(maps, set).orElse(null);
        List<String> doubts = ModelDoubts.of(found.model(), evaluation);
        Writings writings = new Writings();
        Path page = report;
        if (page != null) {
            ReportPage content = page(found, evaluation, scores, doubts);
            writings.write("Wrote the report to " + page, () -> HtmlReport.write(content, page));
        }
        int unknownLabels = Evaluation.unknownLabels(maps, set);
        ObjectNode json = json(maps, evaluation, scores, unknownLabels);
        ModelDoubts.addTo(json, found.model(), doubts);
        MapComparison comparison = found.comparison();
        json.set("comparison", comparison == null ? null : comparison.json());
        json.put("report", page == null || writings.failure() != null ? null : page.toString());
        String written = "Wrote the maps of " + maps.count() + " series to "
                + files.stream().map(Path::toString).collect(Collectors.joining(", "))
                + (spread == null ? "" : ", and by how much members differ to " + spread) + writings.text() + "\n";
        String model = ModelDoubts.lines(doubts) + unknown(unknownLabels);
        String text = comparison == null
                ? explanation.taken(found.model()) + findings(maps, model, scores)
                : explanation.taken(found.model()) + model + "\n" + comparison.text();
        return Result.of(this, maps, json, written + text).butFailed(writings.failure());
    }

    private ReportPage page(
            Found found, @Nullable Evaluation evaluation, @Nullable Scores scores, List<String> doubts) {
        String name = String.valueOf(data.getFileName());
        SeriesSet set = found.set();
        MapComparison comparison = found.comparison();
        return comparison == null
                ? new ExplainPage(found.model(), set, found.maps(), found.spread(), evaluation, scores, name)
                        .page(shown(set))
                : new ComparisonPage(comparison, set, name, doubts).page(shown(set));
    }

    /** {@return by how much the maps of the members differ, written to its file} */
    private @Nullable SaliencyMaps spread(
            Model ensemble,
            SaliencyMaps maps,
            SeriesSet set,
            SeriesReader reader,
            Progress progress,
            Map<String, String> origin)
            throws IOException {
        if (spread == null || !(ensemble instanceof TrainedModel trained)) {
            return null;
        }
        SaliencyMaps found = explanation
                .orUsualOf(ensemble)
                .spread(trained, maps, set, reader, seed, progress)
                .withDetails(origin);
        SaliencyFile.write(found, spread);
        return found;
    }

    private int shown(SeriesSet set) {
        return reportSeries != null ? reportSeries : Math.max(FEWEST_SHOWN, Math.min(MOST_SHOWN, set.classCount()));
    }

    private Map<String, String> origin(Model opened, String dataHash, SeriesReader reader) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("target", explanation.target());
        boolean raw = opened.signature().standardizer().kind() == Standardization.NONE;
        details.put("input", raw ? "raw" : "standardized");
        details.put("batchSize", Integer.toString(explanation.batchSize()));
        details.put("seed", Long.toString(seed));
        if (modelLayout != null) {
            details.put(SaliencyMaps.MODEL_LAYOUT, modelLayout.key());
        }
        details.put("modelSha256", opened.fileHash().orElseThrow());
        details.put(SaliencyMaps.DATA_SHA256, dataHash);
        details.put(
                SaliencyMaps.CLASS_NAMES, String.join("\n", opened.signature().allClassNames()));
        details.putAll(reader.details());
        return details;
    }

    private ObjectNode json(
            SaliencyMaps maps, @Nullable Evaluation evaluation, @Nullable Scores scores, int unknownLabels) {
        Fading fading = Diagnosis.fading(maps);
        ObjectNode json = RequestJson.newObject();
        json.put("saliency", out.toString());
        json.put("spread", spread == null ? null : spread.toString());
        json.putNull("report");
        json.put("series", maps.count());
        json.put("steps", maps.steps());
        json.put("features", maps.features());
        json.put("method", maps.origin().method());
        json.put("output", maps.origin().output());
        json.put("target", explanation.target());
        json.put("contrast", explanation.contrast());
        json.put(SaliencyMaps.AT_STEP, explanation.atStep());
        json.put("verdict", fading.verdict().label());
        JsonNumbers.put(json, "shareInLast10Percent", fading.shareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "uniformShareInLast10Percent", fading.uniformShareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "halfLifeSteps", fading.halfLife());
        if (evaluation != null) {
            json.set("evaluation", evaluation.json());
        }
        json.put("unknownLabels", unknownLabels);
        if (Double.isFinite(maps.largestGap())) {
            json.put("largestCompletenessGap", maps.largestGap());
        }
        if (scores != null) {
            json.set("scores", scores.meansJson());
        }
        ArrayNode notes = json.putArray("notes");
        Attributions.doubts(maps).forEach(notes::add);
        return json;
    }

    private static String findings(SaliencyMaps maps, String model, @Nullable Scores scores) {
        Fading fading = Diagnosis.fading(maps);
        return "Verdict on fading: " + fading.verdict().label() + "; "
                + Text.percent(fading.shareInLast(Fading.LAST_TENTH))
                + " of the saliency lies in the last 10 % of the steps\n"
                + model
                + sums(maps.largestGap())
                + Attributions.doubts(maps).stream()
                        .map(doubt -> "Note: " + doubt + "\n")
                        .collect(Collectors.joining())
                + (scores == null ? "" : "\n" + scores.text());
    }

    private static String sums(double gap) {
        return Double.isNaN(gap)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Each map sums to f(x) - f(baseline), to the change of f along another path, or to f(x), but for at most"
                                + " %.1e%n",
                        gap);
    }

    private static String unknown(int labels) {
        return labels == 0
                ? ""
                : labels + " of the series have labels that the model does not know; they count in no accuracy\n";
    }
}

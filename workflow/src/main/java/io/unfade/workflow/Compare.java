package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.report.page.HtmlReport;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.page.ComparisonPage;
import io.unfade.workflow.result.MapComparison;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares several maps of the same series.
 *
 * @param seed of the intervals
 * @param reading how to read the series
 */
@Meaning(
        "Compares maps of the same series by several methods or models: how alike they are, what they cost, whether they "
                + "fade, and, where the informative cells are known, how well they find them. Maps of other programs are taken too.")
public record Compare(
        @Meaning(
                value = "Maps of the same series, from at least two files.",
                label = "S.npz",
                argument = true,
                file = Meaning.File.READ)
        List<Path> maps,

        @Meaning(value = "Series that were explained.", file = Meaning.File.READ)
        Path data,

        @Meaning(
                value =
                        "Also write a page that shows the maps next to each other; figures as PNG and SVG go next to it.",
                label = "R.html",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path report,

        @Meaning(value = "How many series the page shows; 6 if not given.", needs = "report") @Nullable
        Integer reportSeries,

        long seed,
        ReadingOptions reading)
        implements Request<MapComparison> {
    private static final int SHOWN = 6;

    /** Checks numbers. */
    public Compare {
        if (reportSeries != null) {
            BadRequest.atLeast(1, reportSeries, "reportSeries");
        }
    }

    /** Without a page. */
    public Compare(List<Path> maps, Path data) {
        this(maps, data, null, null, 0, new ReadingOptions());
    }

    @Override
    public Result<MapComparison> execute(Progress progress) throws IOException {
        checkFiles();
        SeriesReader reader = reading.reader(progress);
        try (Outputs outputs = new Outputs(progress)) {
            if (report != null) {
                Stream<Path> inputs = Stream.concat(maps.stream(), reader.sources(data).stream());
                outputs.page(report, "report", inputs.toArray(Path[]::new));
            }
            FileStamp stamp = SeriesFiles.stamp(data);
            List<SaliencyMaps> read = new ArrayList<>();
            for (Path file : maps) {
                read.add(SaliencyFile.read(file));
            }
            SeriesSet set = reader.readAs(read.get(0).origin().details(), data);
            String hash = stamp.sha256();
            return compared(MapComparison.of(names(), read, set, seed).ofData(hash), set);
        }
    }

    private void checkFiles() {
        if (maps.size() < 2) {
            throw BadRequest.of("at least two files of maps are needed, but there is %d", maps.size());
        }
        if (maps.stream()
                        .map(Path::toAbsolutePath)
                        .map(Path::normalize)
                        .distinct()
                        .count()
                < maps.size()) {
            throw BadRequest.of("a file of maps is named twice; name each once");
        }
    }

    private Result<MapComparison> compared(MapComparison found, SeriesSet set) {
        Writings writings = new Writings();
        Path page = report;
        if (page != null) {
            ComparisonPage content = new ComparisonPage(found, set, String.valueOf(data.getFileName()), List.of());
            int shown = reportSeries == null ? SHOWN : reportSeries;
            writings.write("Wrote the report to " + page, () -> HtmlReport.write(content.page(shown), page));
        }
        ObjectNode json = found.json();
        json.put("data", data.toString());
        json.put("report", page == null || writings.failure() != null ? null : page.toString());
        return Result.of(this, found, json, found.text() + writings.text()).butFailed(writings.failure());
    }

    /** {@return names of the files without what they share: the file names, or the paths if two are the same} */
    private List<String> names() {
        List<String> names = maps.stream().map(MapComparison::name).toList();
        return names.stream().distinct().count() == names.size()
                ? names
                : maps.stream().map(Path::toString).toList();
    }
}

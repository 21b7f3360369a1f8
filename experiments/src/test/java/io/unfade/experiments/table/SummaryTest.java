package io.unfade.experiments.table;

import io.unfade.experiments.table.ResultTable.Row;
import io.unfade.experiments.table1.Table1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Means and published numbers. */
class SummaryTest {
    private static final Measure JACCARD = new Measure("weightedJaccard", "Weighted Jaccard", "", 3, "higher");
    private static final List<String> LABELS = List.of("data", "model", "regime", "seed");

    @TempDir
    Path folder;

    private static Summary summary() {
        ResultTable results = new ResultTable(
                LABELS,
                List.of(JACCARD),
                List.of(
                        row("earlier-box", "lstm-mean", "0", 0.09),
                        row("earlier-box", "lstm-mean", "1", 0.10),
                        row("earlier-box", "lstm-self-attention", "0", 0.08),
                        row("earlier-box", "gru", "0", Double.NaN)));
        return Summary.of(results, Published.read(Table1.class, "published.csv", LABELS.subList(0, 3)));
    }

    private static Row row(String data, String model, String seed, double value) {
        return new Row(List.of(data, model, "authors", seed), new double[] {value});
    }

    @Test
    void of_runs_comparesMeansWithWhatWasPublished() {
        Summary.Entry ours = summary()
                .find(List.of("earlier-box", "lstm-mean", "authors"), "weightedJaccard")
                .orElseThrow();
        assertThat(ours.ours().mean()).isCloseTo(0.095, within(1e-12));
        assertThat(ours.published().orElseThrow().value()).isEqualTo(0.103);
        assertThat(ours.difference()).isCloseTo(-0.008, within(1e-12));
        assertThat(ours.agrees()).contains(true);

        Summary.Entry off = summary()
                .find(List.of("earlier-box", "lstm-self-attention", "authors"), "weightedJaccard")
                .orElseThrow();
        assertThat(off.agrees()).contains(false); // 0.080 against 0.048, tolerance 0.02
        assertThat(summary().compared()).hasSize(2);
    }

    @Test
    void write_summary_leavesEmptyWhatIsUndefined() throws IOException {
        Path file = folder.resolve("summary.csv");
        summary().write(file);
        assertThat(Files.readAllLines(file))
                .contains("earlier-box,gru,authors,weightedJaccard,0,,,,,,,")
                .anyMatch(line -> line.startsWith("earlier-box,lstm-mean,authors,weightedJaccard,2,0.095,")
                        && line.endsWith(",0.103,-0.008,0.02,yes"));
    }
}

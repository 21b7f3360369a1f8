package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.piece.Piece;
import io.unfade.report.page.ReportPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Stored work: killed, resumed, repeated, and distinguished from work with other settings. */
class ReproductionTest {
    private static final int PIECES = 6;
    private static final ObjectNode PROVENANCE =
            JsonNodeFactory.instance.objectNode().put("command", "test");

    @TempDir
    Path folder;

    /** Squares; optionally fails at one piece. */
    private record Squares(double scale, int failsAt, Set<String> computed) implements Study {
        static Squares of(double scale, int failsAt) {
            return new Squares(scale, failsAt, ConcurrentHashMap.newKeySet());
        }

        @Override
        public ObjectNode settings() {
            return JsonNodeFactory.instance.objectNode().put("scale", scale).put("pieces", PIECES);
        }

        @Override
        public List<Piece> units() {
            List<Piece> units = new ArrayList<>();
            for (int i = 0; i < PIECES; i++) {
                int number = i;
                units.add(new Piece("piece." + i, progress -> compute(number)));
            }
            return units;
        }

        private ObjectNode compute(int number) {
            if (number == failsAt) {
                throw new IllegalStateException("killed");
            }
            computed.add("piece." + number);
            return JsonNodeFactory.instance.objectNode().put("square", scale * number * number);
        }

        @Override
        public Findings findings(Map<String, JsonNode> records) {
            List<ResultTable.Row> rows = new ArrayList<>();
            records.forEach((key, record) -> rows.add(new ResultTable.Row(
                    List.of("squares", key), new double[] {record.path("square").asDouble()})));
            ResultTable results =
                    new ResultTable(List.of("data", "seed"), List.of(new Measure("square", "Square", "", 1, "")), rows);
            return new Findings(
                    results,
                    Summary.of(results, Published.none()),
                    new ReportPage("Squares", "", List.of(), List.of(), ""));
        }
    }

    private Findings run(Squares study, Path out) throws IOException {
        return Reproduction.run(study, out, PROVENANCE, "squares", Progress.NONE);
    }

    @Test
    void run_pieces_writesRowsInOrderAndTheirMean() throws IOException {
        run(Squares.of(2, -1), folder);

        assertThat(Files.readString(folder.resolve("results.csv"))).isEqualTo("""
                        data,seed,square
                        squares,piece.0,0
                        squares,piece.1,2
                        squares,piece.2,8
                        squares,piece.3,18
                        squares,piece.4,32
                        squares,piece.5,50
                        """);
        assertThat(Files.readString(folder.resolve("summary.csv")))
                .contains("data,measure,seeds,mean,low,high,published,difference,tolerance,agrees")
                .contains("squares,square,6,18.3333333,");
        assertThat(folder.resolve("report.html")).exists();
    }

    @Test
    void pieces_computedByThemselves_leaveNothingToRun() throws IOException {
        Path whole = folder.resolve("whole");
        Path spread = folder.resolve("spread");
        run(Squares.of(2, -1), whole);
        Squares study = Squares.of(2, 3);
        for (String key : Reproduction.left(study, spread)) {
            if (!key.equals("piece.3")) {
                Reproduction.compute(study, spread, key, Progress.NONE);
            }
        }
        assertThatThrownBy(() -> Reproduction.compute(study, spread, "piece.3", Progress.NONE))
                .hasMessage("piece.3: killed");
        assertThat(Reproduction.left(study, spread)).containsExactly("piece.3");
        Reproduction.compute(Squares.of(2, -1), spread, "piece.3", Progress.NONE);
        Squares last = Squares.of(2, -1);
        run(last, spread);

        assertThat(last.computed()).isEmpty();
        assertThat(spread.resolve("results.csv")).hasSameTextualContentAs(whole.resolve("results.csv"));
        assertThatThrownBy(() -> Reproduction.compute(last, spread, "piece.9", Progress.NONE))
                .hasMessageContaining("piece.9");
        assertThatThrownBy(() -> Reproduction.left(Squares.of(3, -1), spread)).hasMessageContaining("scale");
    }

    @Test
    void run_killedAndContinued_computesTheRestAndEndsWithTheSameFiles() throws IOException {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        run(Squares.of(2, -1), whole);
        Squares first = Squares.of(2, 3);
        assertThatThrownBy(() -> run(first, killed)).hasMessage("piece.3: killed");
        assertThat(first.computed()).isNotEmpty();
        assertThat(killed.resolve("results.csv")).doesNotExist();
        Path half = killed.resolve("runs/.unfade-0123456789abcdef.tmp"); // left by a killed process
        Files.writeString(half, "{\"squ");
        Files.setLastModifiedTime(half, FileTime.fromMillis(0));
        Path moved = folder.resolve("moved"); // a folder that this process has not written to yet
        Files.move(killed, moved);

        Squares second = Squares.of(2, -1);
        run(second, moved);

        assertThat(second.computed()).contains("piece.3").doesNotContainAnyElementsOf(first.computed());
        assertThat(files(moved)).isEqualTo(files(whole));
    }

    @Test
    void run_cancelledAndContinued_keepsWhatWasDone() throws IOException {
        List<String> shown = new ArrayList<>();
        Progress stopping = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                shown.add(task + " " + detail);
            }

            @Override
            public boolean cancelled() {
                return shown.size() > 2;
            }
        };
        Squares first = Squares.of(2, -1);
        assertThatThrownBy(() -> Reproduction.run(first, folder, PROVENANCE, "squares", stopping))
                .isInstanceOf(CancellationException.class)
                .hasMessage("squares: interrupted after %d of 6 runs, which are kept", shown.size() - 1);
        assertThat(shown.get(0)).isEqualTo("squares 0 of 6 runs  ");
        assertThat(shown.get(2)).startsWith("squares 2 of 6 runs  piece.");
        assertThat(first.computed()).hasSize(shown.size() - 1);

        Squares second = Squares.of(2, -1);
        run(second, folder);

        assertThat(second.computed())
                .hasSize(PIECES - first.computed().size())
                .doesNotContainAnyElementsOf(first.computed());
    }

    @Test
    void run_again_computesNothing() throws IOException {
        run(Squares.of(2, -1), folder);
        Map<String, String> before = files(folder);
        Squares again = Squares.of(2, -1);

        run(again, folder);

        assertThat(again.computed()).isEmpty();
        assertThat(files(folder)).isEqualTo(before);
    }

    @Test
    void run_damagedPiece_isComputedAgain() throws IOException {
        run(Squares.of(2, -1), folder);
        Files.writeString(folder.resolve("runs/piece.4.json"), "{\"square\": 3");
        Squares again = Squares.of(2, -1);

        run(again, folder);

        assertThat(again.computed()).containsExactly("piece.4");
    }

    @Test
    void run_otherSettings_isRefusedAndChangesNothing() throws IOException {
        run(Squares.of(2, -1), folder);
        Map<String, String> before = files(folder);

        assertThatThrownBy(() -> run(Squares.of(3, -1), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale was 2.0, is now 3.0")
                .hasMessageContaining("choose another folder");
        assertThat(files(folder)).isEqualTo(before);
    }

    @Test
    void run_piecesWithoutSettings_areRefused() throws IOException {
        run(Squares.of(2, -1), folder);
        Files.delete(folder.resolve("settings.json"));
        assertThatThrownBy(() -> run(Squares.of(3, -1), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds results, but no settings.json that says of which settings");
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(path).toString(), Files.readString(path));
            }
        }
        return contents;
    }
}

package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.piece.Piece;
import io.unfade.report.page.ReportPage;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An experiment as users choose it. */
class ExperimentTest {
    /** Of one number. */
    private record One(int epochs) implements Study {
        @Override
        public ObjectNode settings() {
            return JsonNodeFactory.instance.objectNode().put("epochs", epochs);
        }

        @Override
        public List<Piece> units() {
            return List.of(new Piece("one", progress -> JsonNodeFactory.instance.objectNode()));
        }

        @Override
        public Findings findings(Map<String, JsonNode> records) {
            ResultTable results = new ResultTable(
                    List.of("data", "seed"),
                    List.of(new Measure("number", "Number", "", 1, "")),
                    List.of(new ResultTable.Row(List.of("a", "0"), new double[] {1})));
            return new Findings(
                    results,
                    Summary.of(results, Published.none()),
                    new ReportPage("One", "A number.", List.of(), List.of(), ""));
        }
    }

    private static final Experiment EXPERIMENT = new Experiment() {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String purpose() {
            return "a number";
        }

        @Override
        public Study study(Choices choices) {
            return new One(choices.epochs(100, 3));
        }
    };

    private static Choices choices(boolean quick, int epochs) {
        return new Choices(quick, epochs, 0, null, TimeAxis.ROWS);
    }

    @Test
    void chosen_quick_isMarkedInSettingsAndOnThePage() throws IOException {
        Study quick = EXPERIMENT.chosen(choices(true, 7));
        assertThat(quick.settings().path("quick").asBoolean()).isTrue();
        assertThat(quick.settings().path("epochs").asInt()).isEqualTo(7);
        assertThat(quick.units()).extracting(Piece::key).containsExactly("one");
        assertThat(quick.files()).isEmpty();
        ReportPage page = quick.findings(Map.of()).page();
        assertThat(page.title()).isEqualTo("One (quick version)");
        assertThat(page.summary()).startsWith("This is the quick version").endsWith("A number.");
        assertThat(EXPERIMENT.chosen(choices(false, 7)).settings().has("quick")).isFalse();
        assertThat(EXPERIMENT.dataFolder()).isEmpty();
    }

    @Test
    void choices_areChecked() {
        assertThatThrownBy(() -> choices(false, 0)).hasMessageContaining("epochs must be at least 1");
        assertThatThrownBy(() -> new Choices(false, null, Long.MAX_VALUE, null, TimeAxis.ROWS))
                .hasMessageContaining("too large");
    }

    @Test
    void epochs_areThoseOfTheVersionUnlessGiven() {
        assertThat(new Choices(true, null, 0, null, TimeAxis.ROWS).epochs(100, 3))
                .isEqualTo(3);
        assertThat(new Choices(false, null, 0, null, TimeAxis.ROWS).epochs(100, 3))
                .isEqualTo(100);
    }
}

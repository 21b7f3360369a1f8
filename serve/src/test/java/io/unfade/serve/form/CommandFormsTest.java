package io.unfade.serve.form;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

class CommandFormsTest {
    static Stream<String> commands() {
        return Requests.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void file_ofEverySetting_isSaidWhereItHoldsPathsAndNowhereElse(String command) {
        for (Setting setting : Setting.of(Requests.kind(command))) {
            boolean paths = setting.type().getTypeName().contains(Path.class.getName());
            boolean shareOrFile =
                    setting.meaning() != null && setting.meaning().label().contains("FILE|");
            boolean said = setting.meaning() != null && setting.meaning().file() != Meaning.File.NONE;
            assertThat(said).as(command + " " + setting.path()).isEqualTo(paths || shareOrFile);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void json_ofEveryUseCase_hasAFieldForEachSetting(String command) {
        JsonNode form = form(command);
        assertThat(form.path("title").asText()).isNotEmpty();
        assertThat(form.path("meaning").asText())
                .isNotEmpty()
                .doesNotContain("{")
                .doesNotContain("%%");
        assertThat(form.path("settings")).hasSameSizeAs(Setting.of(Requests.kind(command)));
        for (JsonNode field : form.path("settings")) {
            String path = field.path("path").asText();
            assertThat(field.path("meaning").asText()).as(path).isNotEmpty();
            assertThat(field.path("type").asText())
                    .as(path)
                    .isIn("path", "int", "long", "double", "boolean", "text", "choice", "list", "map");
        }
    }

    @Test
    void json_ofTraining_saysTypesChoicesAndConditions() {
        JsonNode data = field("train", "data");
        assertThat(data.path("type").asText()).isEqualTo("path");
        assertThat(data.path("required").asBoolean()).isTrue();
        assertThat(data.path("output").asBoolean()).isFalse();
        assertThat(field("train", "out").path("output").asBoolean()).isTrue();
        JsonNode split = field("train", "split");
        assertThat(split.path("type").asText()).isEqualTo("choice");
        assertThat(split.path("choices")).extracting(JsonNode::asText).contains("stratified", "group");
        JsonNode hidden = field("train", "architecture.hidden");
        assertThat(hidden.path("group").asText()).isEqualTo("architecture");
        assertThat(hidden.path("type").asText()).isEqualTo("int");
        assertThat(field("explain", "reportSeries").path("needs"))
                .extracting(JsonNode::asText)
                .containsExactly("report");
        assertThat(field("train", "resume").path("meaning").asText()).isEqualTo("Resume from MODEL.checkpoint.");
        assertThat(form("train").path("meaning").asText()).contains("--resume");
        JsonNode maps = field("compare", "maps");
        assertThat(List.of(maps.path("type").asText(), maps.path("of").asText()))
                .containsExactly("list", "path");
    }

    private static JsonNode form(String command) {
        return StreamSupport.stream(CommandForms.json().path("commands").spliterator(), false)
                .filter(form -> form.path("name").asText().equals(command))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode field(String command, String path) {
        return StreamSupport.stream(form(command).path("settings").spliterator(), false)
                .filter(field -> field.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow();
    }
}

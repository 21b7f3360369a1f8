package io.unfade.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The main program of jobs: results, messages and exit codes. */
class DriverTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String request, boolean json) {
        Local.session();
        return Driver.run(
                request,
                json,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void standardize_printsItsResultAsJson() throws IOException {
        Path table = folder.resolve("table");
        Local.write(Local.series(20, true, 3), table, 2);
        String request = new StandardizeTable(table.toString()).toJson().toString();
        assertThat(run(request, true)).isZero();
        JsonNode json = Json.MAPPER.readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.path("count").asInt()).isEqualTo(800);
        assertThat(json.path("request").path("command").asText()).isEqualTo("standardize-table");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void wrongUse_isOneLineAndExitCode2() throws IOException {
        Path table = Files.createDirectory(folder.resolve("empty"));
        String request = new StandardizeTable(table.toString()).toJson().toString();
        assertThat(run(request, false)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("unfade: " + table + " cannot be read as a Parquet table")
                .hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void unknownRequest_isNamed() {
        assertThat(run("{\"command\": \"predikt\"}", false)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("unfade: there is no request 'predikt' for a cluster; did you mean");
    }
}

package io.unfade.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.unfade.serve.job.JobState;
import io.unfade.workflow.base.RequestJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The description says what the server does, and the service tells how it is. */
class DescriptionTest {
    /** Of the page, which is nobody's interface. */
    private static final Set<String> PAGE = Set.of("GET /", "GET /favicon.ico", "GET /web/{file}", "GET /lib/{file}");

    private static final String SOCKET = "GET /api/v1/stream";

    @TempDir
    Path folder;

    private Server server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
        wire = new Wire(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAPI described() throws Exception {
        HttpResponse<byte[]> yaml = wire.get("openapi.yaml");
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(new String(yaml.body(), StandardCharsets.UTF_8));
        assertThat(parsed.getMessages()).isEmpty();
        return parsed.getOpenAPI();
    }

    private static List<String> paths(OpenAPI api) {
        List<String> paths = new ArrayList<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .keySet()
                        .forEach((PathItem.HttpMethod method) -> paths.add(method + " " + path)));
        return paths;
    }

    @Test
    void description_namesEveryRouteAndNoOther() throws Exception {
        List<String> served = new ArrayList<>(server.routes().stream()
                .filter(route -> route.matches("(GET|PUT|POST|DELETE|HEAD|PATCH|OPTIONS) .*"))
                .map(route -> route.replace('<', '{').replace('>', '}'))
                .filter(route -> !PAGE.contains(route))
                .toList());
        served.add(SOCKET);
        assertThat(paths(described())).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    @SuppressWarnings("unchecked")
    void description_ofJobsAndSettings_namesTheirKeys() throws Exception {
        var schemas = described().getComponents().getSchemas();
        Schema<Object> state =
                (Schema<Object>) schemas.get("Job").getProperties().get("state");
        assertThat(state.getEnum().stream().map(String::valueOf))
                .containsExactlyElementsOf(
                        Arrays.stream(JobState.values()).map(JobState::key).toList());
        ObjectNode request = RequestJson.newObject().put("command", "info").put("data", "none.npz");
        JsonNode job = wire.awaitEnd(wire.submit(request));
        assertThat(schemas.get("Job").getProperties().keySet()).containsAll(keys(job));
        JsonNode setting = wire.json("api/v1/commands")
                .path("commands")
                .get(0)
                .path("settings")
                .get(0);
        assertThat(schemas.get("Setting").getProperties().keySet()).containsAll(keys(setting));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void page_ofTheDescription_hasALineForEachPath() throws Exception {
        String page = new String(wire.get("api").body(), StandardCharsets.UTF_8);
        for (String path : paths(described())) {
            String[] words = path.split(" ", -1);
            assertThat(page).contains("<td>" + words[0] + "</td><td><code>" + words[1] + "</code>");
        }
        assertThat(page).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void service_tellsHowItIsWithoutNamesOfFiles() throws Exception {
        assertThat(new String(wire.get("health").body(), StandardCharsets.UTF_8))
                .isEqualTo("ok");
        HttpResponse<byte[]> ready = wire.get("ready");
        for (int i = 0; i < 600 && ready.statusCode() == 503; i++) {
            Thread.sleep(100);
            ready = wire.get("ready");
        }
        assertThat(ready.statusCode()).isEqualTo(200);
        wire.get("api/v1/item?name=secret.npz");
        wire.get("api/v1/files/secret.npz");
        wire.get("secret");
        String metrics = new String(wire.get("metrics").body(), StandardCharsets.UTF_8);
        assertThat(metrics)
                .contains("unfade_http_requests_total{route=\"/health\",method=\"GET\",status=\"200\"} 1\n")
                .contains("unfade_http_requests_total{route=\"/api/v1/item\",method=\"GET\",status=\"404\"} 1\n")
                .contains("unfade_http_request_seconds_count{route=\"/health\",method=\"GET\"} 1\n")
                .contains("unfade_jobs{state=\"running\"} 0\n")
                .contains("unfade_models_open 0\n")
                .doesNotContain("secret");
        assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+(\\{[^{}]*(\\{[a-z]+}[^{}]*)?})? [-+0-9.E]+"));
    }

    @Test
    void headless_hasNoPage() throws Exception {
        server.close();
        server =
                Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null).withoutPage());
        wire = new Wire(server);
        for (String path : List.of("", "web/app.js", "lib/preact.js")) {
            assertThat(wire.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(wire.get("api/v1/commands").statusCode()).isEqualTo(200);
        assertThat(wire.get("api").statusCode()).isEqualTo(200);
    }
}

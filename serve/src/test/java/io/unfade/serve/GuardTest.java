package io.unfade.serve;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who may ask the server, over the wire. */
class GuardTest {
    @TempDir
    Path folder;

    private Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void get_root_isThePageUnderAStrictPolicy() throws Exception {
        HttpResponse<String> page = get(server.address());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void get_libraries_comeOutOfTheirJars() throws Exception {
        for (String name : new String[] {"preact.js", "hooks.js", "htm.js", "uplot.js", "uplot.css"}) {
            assertThat(get(server.address() + "lib/" + name).statusCode())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(get(server.address() + "lib/hooks.js").body())
                .contains("\"./preact.js\"")
                .doesNotContain("\"preact\"");
    }

    @Test
    void get_otherPaths_areNotThere() throws Exception {
        for (String path : new String[] {
            "web/../http/Guard.class",
            "web/%2e%2e/http/libraries.properties",
            "lib/none.js",
            "web/a/b/c.js",
            "etc/passwd"
        }) {
            assertThat(raw("GET /" + path + " HTTP/1.1", "Host: localhost:" + server.port()))
                    .as(path)
                    .matches("HTTP/1.1 40[04].*");
        }
    }

    @Test
    void request_ofAnotherNameOfThisMachine_isMisdirected() throws Exception {
        assertThat(raw("GET / HTTP/1.1", "Host: evil.example:" + server.port())).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1", "Host: localhost:1")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1", "Host: localhost:" + server.port())).startsWith("HTTP/1.1 200");
    }

    @Test
    void request_ofAPageOfAnotherOrigin_isForbidden() throws Exception {
        String host = "Host: localhost:" + server.port();
        assertThat(raw("GET / HTTP/1.1", host, "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.1", host, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.1", host, "Origin: http://localhost:" + server.port()))
                .startsWith("HTTP/1.1 200");
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        assertThat(raw("GET /api/v1/stream?model=m HTTP/1.1", host, upgrade, "Origin: http://evil.example"))
                .matches("HTTP/1.1 40[34].*");
    }

    @Test
    void token_isAskedForByAllButThePage() throws Exception {
        Path another = Files.createDirectory(folder.resolve("another"));
        try (Server guarded = Server.start(new ServerSettings(another).at("0.0.0.0", 0, "secret"))) {
            String at = "http://127.0.0.1:" + guarded.port() + "/";
            assertThat(get(at).statusCode()).isEqualTo(200);
            for (String path : new String[] {
                "api/v1/about",
                "api/v1/items/",
                "api/",
                "metrics",
                "metrics/",
                "metrics;x",
                "%6detrics",
                "/metrics",
                "none"
            }) {
                assertThat(get(at + path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(get(at + "health").statusCode()).isEqualTo(200);
            HttpRequest.Builder right = HttpRequest.newBuilder(URI.create(at + "api/v1/session"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", "Bearer secret");
            HttpResponse<String> session = client.send(right.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(session.statusCode()).isEqualTo(204);
            assertThat(session.headers().firstValue("set-cookie").orElseThrow())
                    .contains("unfade=secret", "HttpOnly", "SameSite=Strict");
        }
    }

    @Test
    void settings_anAddressOfOthers_needsAToken() {
        ServerSettings open = new ServerSettings(folder);
        assertThatThrownBy(() -> open.at("0.0.0.0", 0, null)).hasMessageContaining("token is needed");
        assertThatThrownBy(() -> open.at("127.0.0.1", 70000, null)).hasMessageContaining("port must be 0 to 65535");
        assertThatThrownBy(() -> new ServerSettings(folder.resolve("none"))).hasMessageContaining("no such folder");
    }

    @Test
    void start_aPortInUse_isOneLine() throws IOException {
        Path another = Files.createDirectory(folder.resolve("another"));
        ServerSettings taken = new ServerSettings(another).at("127.0.0.1", server.port(), null);
        assertThatThrownBy(() -> Server.start(taken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port " + server.port());
    }

    @Test
    void start_aFolderThatIsServed_isOneLine() {
        ServerSettings same = new ServerSettings(folder).at("127.0.0.1", 0, null);
        assertThatThrownBy(() -> Server.start(same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is served already");
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the first line of the answer to a request that no client would send} */
    private String raw(String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}

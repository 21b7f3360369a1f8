package io.unfade.cli;

import io.unfade.cli.base.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

class ServeCommandTest {
    private static final Pattern SERVING = Pattern.compile("Serving .* at (http://\\S+) ");

    @TempDir
    Path folder;

    @Test
    void serve_aFolder_untilItIsEnded() throws Exception {
        Cli.write(folder.resolve("series.npz"), Cli.series());
        String said = serving(page -> {
            assertThat(get(page, null)).contains("<title>unfade</title>");
            assertThat(get(page + "api/v1/items", null)).contains("series.npz", "40 series of 12 steps");
        });
        assertThat(said).contains("Ctrl-C ends it").doesNotContain("token");
    }

    @Test
    void serve_toOthers_asksForTheTokenThatItPrints() throws Exception {
        String said = serving(
                page -> {
                    int hash = page.indexOf("#token=");
                    String token = page.substring(hash + "#token=".length());
                    String address = page.substring(0, hash);
                    assertThat(token).matches("[0-9a-f]{48}");
                    assertThat(get(address + "api/v1/items", null)).contains("show the token");
                    assertThat(get(address + "api/v1/items", token)).contains("\"items\"");
                },
                "--address",
                "0.0.0.0");
        assertThat(said).containsPattern("Other machines can reach port [0-9]+ at every address");
    }

    @Test
    void serve_headless_hasNoPage() throws Exception {
        serving(
                page -> {
                    assertThat(get(page, null)).doesNotContain("<title>");
                    assertThat(get(page + "health", null)).isEqualTo("ok");
                },
                "--headless");
    }

    @Test
    void serve_wrongUse_isOneLine() {
        assertThat(Cli.run("serve", folder.resolve("none/deeper")).err()).contains("nor one to make it in");
        assertThat(Cli.run("serve", folder, "--port", "70000").err()).contains("port must be 0 to 65535");
        assertThat(Cli.run("serve", folder, "--upload-limit", "0").err()).contains("--upload-limit must be at least 1");
        assertThat(Cli.run("serve", folder, "--address", "no.such.host.invalid").code())
                .isEqualTo(ExitCode.USAGE);
    }

    /** {@return what the command printed, which runs while something is done with its page, and ends well} */
    private String serving(Consumer<String> use, String... options) throws Exception {
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Object[] all = {"serve", folder, "--port", "0", "--no-browser", List.of(options)};
        Thread thread = new Thread(() -> code.complete(
                Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), Cli.spread(all))));
        thread.start();
        Matcher serving = SERVING.matcher(err.toString());
        while (!serving.find() && thread.isAlive()) {
            Thread.sleep(50);
            serving = SERVING.matcher(err.toString());
        }
        try {
            use.accept(serving.group(1));
        } finally {
            thread.interrupt();
        }
        assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.OK);
        return err.toString();
    }

    private static String get(String address, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}

package io.unfade.serve.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the page: its own, which are resources, and those of libraries, out of their jars. */
public final class PageFiles {
    private static final String WEB = "/io/unfade/serve/web/";
    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9-]{0,40}/)?[a-z][A-Za-z0-9-]{0,40}\\.[a-z0-9]{2,4}");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final Properties libraries = new Properties();
    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    public PageFiles() throws IOException {
        try (InputStream names = Objects.requireNonNull(PageFiles.class.getResourceAsStream("libraries.properties"))) {
            libraries.load(names);
        }
    }

    /** Serves the page at the root, its files below {@code /web/}, libraries below {@code /lib/}. */
    public void serve(RoutesConfig routes) {
        routes.get("/", context -> reply(context, "index.html", WEB + "index.html"));
        routes.get("/favicon.ico", context -> reply(context, "icon.svg", WEB + "icon.svg"));
        routes.get("/web/<file>", context -> {
            String name = context.pathParam("file");
            reply(context, name, NAME.matcher(name).matches() ? WEB + name : null);
        });
        routes.get("/lib/{file}", context -> {
            String name = context.pathParam("file");
            String place = libraries.getProperty(name);
            reply(context, name, place == null ? null : "/" + place);
        });
    }

    private void reply(Context context, String name, @Nullable String resource) throws IOException {
        byte[] bytes = resource == null ? null : bytes(resource);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (bytes == null || type == null) {
            throw new Refusal(HttpStatus.NOT_FOUND, "there is no file " + name);
        }
        context.header("Cache-Control", "no-cache").contentType(type).result(bytes);
    }

    private byte @Nullable [] bytes(String resource) throws IOException {
        byte[] known = read.get(resource);
        if (known != null) {
            return known;
        }
        try (InputStream stream = PageFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return null;
            }
            byte[] bytes = resolved(stream.readAllBytes(), resource);
            read.put(resource, bytes);
            return bytes;
        }
    }

    /** {@return a file in which the bare name of a library, which browsers do not resolve, is its address} */
    private static byte[] resolved(byte[] bytes, String resource) {
        if (!resource.endsWith("hooks.module.js")) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.replace("from\"preact\"", "from\"./preact.js\"").getBytes(StandardCharsets.UTF_8);
    }
}

package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.unfade.check.Require;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The description of the interface for programs, as a file and as a page. */
public final class DescriptionRoutes {
    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete):");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern SUMMARY = Pattern.compile("      summary: (.*)");

    private final String yaml;
    private final String page;

    public DescriptionRoutes() throws IOException {
        try (InputStream stream = Objects.requireNonNull(DescriptionRoutes.class.getResourceAsStream("openapi.yaml"))) {
            yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        page = page(yaml);
    }

    /** Adds the routes. */
    public void add(RoutesConfig routes) {
        routes.get(
                "/openapi.yaml",
                context ->
                        context.contentType("application/yaml; charset=utf-8").result(yaml));
        routes.get(
                "/api",
                context -> context.contentType("text/html; charset=utf-8").result(page));
    }

    /** {@return a table of what can be asked, with the whole description below} */
    private static String page(String yaml) {
        StringBuilder rows = new StringBuilder();
        String path = "";
        String method = "";
        for (String line : yaml.lines().toList()) {
            Matcher isPath = PATH.matcher(line);
            Matcher isMethod = METHOD.matcher(line);
            Matcher isSummary = SUMMARY.matcher(line);
            if (isPath.matches()) {
                path = isPath.group(1);
            } else if (isMethod.matches()) {
                method = isMethod.group(1);
            } else if (isSummary.matches()) {
                rows.append("<tr><td>").append(method.toUpperCase(Locale.ROOT)).append("</td><td><code>");
                rows.append(escaped(path))
                        .append("</code></td><td>")
                        .append(CODE.matcher(escaped(isSummary.group(1))).replaceAll("<code>$1</code>"));
                rows.append("</td></tr>\n");
            }
        }
        Require.argument(!rows.isEmpty(), "the description names no paths");
        return "<!doctype html>\n<html lang=\"en\" data-theme=\"light\"><meta charset=\"utf-8\"><title>unfade: interface for programs</title>\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                + "<link rel=\"stylesheet\" href=\"/web/style.css\">\n<main>\n<p><a href=\"/\">unfade</a></p>\n"
                + "<h1>Interface for programs</h1>\n"
                + "<p>The same for tools: <a href=\"/openapi.yaml\">openapi.yaml</a>.</p>\n<table class=\"routes\">\n"
                + "<tr><th>Method</th><th>Path</th><th>What it does</th></tr>\n" + rows + "</table>\n<pre>"
                + escaped(yaml) + "</pre></main></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

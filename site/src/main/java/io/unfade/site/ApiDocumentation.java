package io.unfade.site;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One API documentation of the modules that programs use, by the JDK's own tool. */
final class ApiDocumentation {
    /** The modules, in the order of their dependencies. */
    static final List<String> MODULES = List.of("core", "onnx", "report", "fmri", "workflow", "serve");

    private final Path root;

    ApiDocumentation(Path root) {
        this.root = root;
    }

    /**
     * Writes the documentation. The class path of this program must hold the libraries that the modules use.
     *
     * @param out a folder
     * @param packages HTML on the packages, for the first page
     * @throws IllegalStateException if the tool fails; the message is what it says
     */
    void write(Path out, String packages) throws IOException {
        Path overview = Files.createTempFile("overview", ".html");
        try {
            Files.writeString(
                    overview,
                    "<!DOCTYPE html><html lang=\"en\"><head><title>unfade</title></head><body><main>"
                            + "<p>The modules that programs use. <a href=\"../index.html\">All documents</a></p>"
                            + packages
                            + "</main></body></html>");
            run(arguments(out, overview));
        } finally {
            Files.delete(overview);
        }
    }

    private static void run(List<String> arguments) {
        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("this Java has no javadoc; a JDK has"));
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        if (javadoc.run(to, to, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the API documentation failed:\n" + said);
        }
    }

    /** {@return the options of the tool} */
    List<String> arguments(Path out, Path overview) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-quiet", "-notimestamp", "-Xdoclint:none", "-encoding", "UTF-8", "-docencoding", "UTF-8", "-charset"));
        arguments.addAll(List.of("UTF-8", "-locale", "en", "-windowtitle", "unfade", "-doctitle", "unfade"));
        arguments.addAll(List.of("-header", "<a href=\"{@docRoot}/../index.html\">unfade</a>", "-d", out.toString()));
        arguments.addAll(List.of("-overview", overview.toString()));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(List.of(
                "-sourcepath",
                MODULES.stream()
                        .map(module -> sources(module).toString())
                        .collect(Collectors.joining(File.pathSeparator))));
        List<String> all = new ArrayList<>();
        for (String module : MODULES) {
            List<String> packages = packages(module);
            arguments.addAll(List.of("-group", module, String.join(":", packages)));
            all.addAll(packages);
        }
        arguments.addAll(all);
        return arguments;
    }

    private Path sources(String module) {
        return root.resolve(module).resolve("src/main/java");
    }

    private List<String> packages(String module) throws IOException {
        Path sources = sources(module);
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .sorted()
                    .toList();
        }
    }
}

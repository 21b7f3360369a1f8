package io.unfade.cli;

import io.unfade.check.Require;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Display;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** {@code unfade serve}: the web app. */
@Command(
        name = "serve",
        description =
                "Serves a folder as a web app: its data, models and maps, all use cases as forms, and the same for programs "
                        + "over HTTP. Only this machine reaches it unless an address is given. Ctrl-C ends it.")
final class ServeCommand extends AbstractCommand {
    private static final int TOKEN_BYTES = 24;
    private static final long POLL_MILLIS = 100;
    private static final long MIB = 1L << 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description =
                    "Folder that holds all files it reads and writes; made if missing, the present one if not given.")
    private Path folder;

    @Option(
            names = "--port",
            order = 1,
            paramLabel = "N",
            defaultValue = "" + ServerSettings.USUAL_PORT,
            description = "Port to listen at; 0 for any that is free.")
    private int port;

    @Option(
            names = "--address",
            order = 2,
            paramLabel = "A",
            defaultValue = ServerSettings.LOOPBACK,
            description = "Address to listen at. Of one that other machines reach, a token is made and printed, "
                    + "without which nobody gets anything.")
    private String address;

    @Option(
            names = "--upload-limit",
            order = 3,
            paramLabel = "MIB",
            defaultValue = "2048",
            description = "Largest file that can be sent to it, in MiB.")
    private long uploadLimit;

    @Option(
            names = "--headless",
            order = 4,
            description =
                    "Serve no page, only the interface for programs: /api, /health, /ready and /metrics. Opens no browser.")
    private boolean headless;

    @Option(names = "--no-browser", order = 5, description = "Open no page in a browser.")
    private boolean noBrowser;

    @Override
    protected Result execute() throws IOException {
        make(folder);
        Require.argument(uploadLimit >= 1, "--upload-limit must be at least 1, but was %d", uploadLimit);
        String token = ServerSettings.isLoopback(address) ? null : newToken();
        ServerSettings settings =
                new ServerSettings(folder.toRealPath(), address, port, token, uploadLimit * MIB, headless);
        try (Server server = Server.start(settings)) {
            String page = server.address() + (token == null ? "" : "#token=" + token);
            if (token != null) {
                String where = ServerSettings.isEveryAddress(address)
                        ? "port " + server.port() + " at every address of this machine"
                        : server.address();
                messages()
                        .println("Other machines can reach " + where
                                + ". Who has this token can do all that you can in " + folder + ": " + token);
            }
            messages().println("Serving " + folder + " at " + page + " (Ctrl-C ends it)");
            messages().flush();
            if (!noBrowser && !headless) {
                open(page);
            }
            awaitInterrupt();
        }
        return Result.of(newObject(), "");
    }

    /** Makes a folder that is not there, in one that is. */
    private static void make(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            Require.argument(
                    parent != null && Files.isDirectory(parent),
                    "%s: there is neither such a folder nor one to make it in",
                    folder);
            Files.createDirectory(folder);
        }
        Require.argument(Files.isDirectory(folder), "%s: is a file, but a folder is needed", folder);
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void awaitInterrupt() {
        try (Display display = display()) {
            display.finish(); // the process waits for an orderly end
            while (!display.cancelled()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            // who interrupts the thread wants the same, and an end as orderly
        }
    }

    /** Opens a page in the user's browser, where there is one. */
    private static void open(String page) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> opener = List.of("xdg-open", page);
        if (system.startsWith("mac")) {
            opener = List.of("open", page);
        } else if (system.startsWith("windows")) {
            opener = List.of("rundll32", "url.dll,FileProtocolHandler", page);
        }
        start(opener);
    }

    private static @Nullable Process start(List<String> opener) {
        try {
            return new ProcessBuilder(opener)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return null; // the address is printed
        }
    }
}

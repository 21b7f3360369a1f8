package io.unfade.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assumptions.abort;

/** Programs of this machine. Tests that need one are skipped, loudly, where it is missing. */
public final class Programs {
    private Programs() {}

    /** {@return where a program is on the path} */
    public static Optional<Path> found(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return where the first of several programs is that is there; without any, the test is skipped} */
    public static Path needed(String tests, String... names) {
        Optional<Path> program =
                Arrays.stream(names).flatMap(name -> found(name).stream()).findFirst();
        if (program.isEmpty()) {
            skip(tests, "there is no " + names[0] + " on the path");
        }
        return program.orElseThrow();
    }

    /** Skips a test, and says so. */
    public static void skip(String tests, String reason) {
        System.err.println("SKIPPED: " + tests + ", since " + reason + ".");
        abort(reason);
    }

    /** {@return what a program prints, also of errors; its operations have one thread each} */
    public static String run(Path program, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        // threads that wait for each other on a busy machine cost more than they save
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.command().add(0, program.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IOException(program + " did not end");
        }
        return output;
    }
}

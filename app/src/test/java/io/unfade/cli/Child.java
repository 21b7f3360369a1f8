package io.unfade.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a separate process, which can be killed. */
public final class Child {
    private static final int FIRST_TO_ASK_FOR_NATIVE_ACCESS = 22;

    private Child() {}

    /** {@return the running program; standard error is discarded} */
    public static Process start(List<String> javaOptions, Object... arguments) throws IOException {
        return builder(javaOptions, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** {@return the program running in a folder; its output must be read} */
    static Process in(Path folder, Object... arguments) throws IOException {
        return builder(List.of(), arguments).directory(folder.toFile()).start();
    }

    private static ProcessBuilder builder(List<String> javaOptions, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= FIRST_TO_ASK_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED"); // as the launcher does
        }
        command.add("-Dai.djl.pytorch.num_threads=" + System.getProperty("ai.djl.pytorch.num_threads", "1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.unfade.cli.Main"));
        command.addAll(List.of(Cli.spread(arguments)));
        return new ProcessBuilder(command);
    }
}

package io.unfade.spark.submit;

import io.unfade.cli.base.UseCaseCommand;
import io.unfade.workflow.base.Request;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A use case that a process of Spark carries out. */
final class SubmitCommand extends UseCaseCommand {
    private final ClusterOptions options;
    private final Supplier<Path> places;

    /** @param places the folder above the jars */
    SubmitCommand(Class<? extends Record> useCase, ClusterOptions options, Supplier<Path> places) {
        super(useCase);
        this.options = options;
        this.places = places;
    }

    @Override
    protected Result execute() throws IOException, InterruptedException {
        Request<?> request = request();
        Path home = places.get();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                options.cluster().command(home, java, request.toJson().toString(), printsJson() ? "json" : "text");
        if (options.show()) {
            return Result.of(newObject().put("run", quoted(command)), quoted(command));
        }
        return new Result(newObject(), "", run(command, home));
    }

    private static String quoted(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** {@return the exit code of the process, which shares the streams of this one} */
    private static int run(List<String> command, Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor();
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }
}

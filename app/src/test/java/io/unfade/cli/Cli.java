package io.unfade.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unfade.cli.base.ExitCode;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Runs commands in this process and creates small files for them. */
public final class Cli {
    static final int SERIES = 40;
    static final int STEPS = 12;
    static final int FEATURES = 3;
    static final List<String> CLASSES = List.of("rest", "move");

    /** A small model, quickly trained. */
    public static final List<String> SMALL =
            List.of("--preset", "paper", "--hidden", "4", "--hops", "2", "--attention-width", "4", "--epochs", "3");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Cli() {}

    /** What a user sees of a finished command. */
    public record Outcome(int code, String out, String err) {
        /** {@return standard output, which must be a single JSON value} */
        public JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not one JSON value: " + out, e);
            }
        }
    }

    /** {@return the names of all leaf commands, such as {@code train} and {@code fmri map}} */
    static Stream<String> commands() {
        return commands(Main.commandLine(), "");
    }

    private static Stream<String> commands(CommandLine line, String above) {
        return line.getSubcommands().entrySet().stream().flatMap(entry -> {
            String name = above + entry.getKey();
            return entry.getValue().getSubcommands().isEmpty()
                    ? Stream.of(name)
                    : commands(entry.getValue(), name + " ");
        });
    }

    /** {@return the parser of one of {@link #commands}} */
    static CommandLine parser(String command) {
        CommandLine line = Main.commandLine();
        for (String word : command.split(" ", -1)) {
            line = line.getSubcommands().get(word);
        }
        return line;
    }

    /** {@return the outcome of a command; list arguments are flattened} */
    public static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), spread(arguments));
        return new Outcome(code, out.toString(), err.toString());
    }

    /** {@return the outcome of a command that must succeed} */
    public static Outcome succeed(Object... arguments) {
        Outcome outcome = run(arguments);
        if (outcome.code() != ExitCode.OK) {
            throw new AssertionError("exit code " + outcome.code() + ": " + outcome.err());
        }
        return outcome;
    }

    static String[] spread(Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                list.forEach(value -> texts.add(value.toString()));
            } else {
                texts.add(argument.toString());
            }
        }
        return texts.toArray(String[]::new);
    }

    /** {@return 40 series of two classes that differ in feature 0 at steps 2 to 4} */
    public static SeriesSet series() {
        return series(SERIES, STEPS, FEATURES).build();
    }

    public static SeriesBuilder series(int count, int steps, int features) {
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, steps, features);
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            for (int cell = 0; cell < steps * features; cell++) {
                int t = cell / features;
                double shift = cell % features == 0 && t >= 2 && t <= 4 ? 2 * (i % 2) - 1 : 0;
                builder.cell(i, t, cell % features, random.nextGaussian() + shift);
            }
        }
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> i % 2);
        return builder.labels(labels, CLASSES);
    }

    /** {@return the mask of the cells in which the classes of {@link #series()} differ} */
    static byte[] reference() {
        byte[] mask = new byte[SERIES * STEPS * FEATURES];
        for (int cell = 0; cell < mask.length; cell++) {
            int t = cell / FEATURES % STEPS;
            mask[cell] = (byte) (cell % FEATURES == 0 && t >= 2 && t <= 4 ? 1 : 0);
        }
        return mask;
    }

    /** {@return lengths from 7 to 12} */
    static int[] lengths() {
        int[] lengths = new int[SERIES];
        Arrays.setAll(lengths, i -> STEPS - i % 6);
        return lengths;
    }

    public static Path write(Path file, SeriesSet set) throws IOException {
        SeriesFiles.write(set, file);
        return file;
    }

    /** {@return a model of the series in a file} */
    static Path train(Path data, Path model, Object... more) {
        succeed("train", "--data", data, "--out", model, SMALL, List.of(spread(more)));
        return model;
    }

    /** {@return everything below a folder, relative to it} */
    public static List<String> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

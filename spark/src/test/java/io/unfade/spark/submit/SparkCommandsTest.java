package io.unfade.spark.submit;

import io.unfade.cli.base.CommandSource;
import io.unfade.cli.base.ValueConverters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code unfade spark submit}: options into a process. */
class SparkCommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(folder.resolve("home/jars"));
        Files.createDirectories(folder.resolve("home/unfade"));
        Files.createFile(folder.resolve("home/jars/unfade-spark-1.jar"));
    }

    private CommandLine line() {
        CommandLine line = new SparkCommands(() -> folder.resolve("home")).command();
        ValueConverters.register(line);
        line.setOut(new PrintWriter(out));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            throw e;
        });
        return line;
    }

    private int run(String... arguments) {
        return line().execute(arguments);
    }

    @Test
    void commands_areFoundAsAService() {
        assertThat(ServiceLoader.load(CommandSource.class)).hasOnlyElementsOfType(SparkCommands.class);
    }

    @Test
    void show_printsTheCommandAlone() {
        assertThat(run(
                        "submit",
                        "explain",
                        "--show",
                        "--master",
                        "local[1]",
                        "--model",
                        "m",
                        "--data",
                        "in here",
                        "--out",
                        "o",
                        "--method",
                        "occlusion",
                        "--set",
                        "window=5"))
                .isZero();
        assertThat(out.toString())
                .contains("org.apache.spark.deploy.SparkSubmit --master 'local[1]'")
                .contains("\"command\":\"explain-table\"", "\"data\":\"in here\"", "\"window\":\"5\"")
                .hasLineCount(1);
    }

    @Test
    void valuesWithCommas_stayWithTheirSetting() throws IOException {
        Path request = folder.resolve("r.json");
        Files.writeString(request, "{}");
        assertThat(run(
                        "submit",
                        "fan",
                        "--show",
                        "--requests",
                        request.toString(),
                        "--out",
                        "o",
                        "--vary",
                        "a.b=1,2",
                        "--vary",
                        "seed=0..3"))
                .isZero();
        assertThat(out.toString()).contains("\"vary\":[\"a.b=1\",\"2\",\"seed=0..3\"]"); // joined when it is run
    }

    @Test
    void exitCode_isThatOfTheProcess() throws IOException {
        Path submit = folder.resolve("spark/bin/spark-submit");
        Files.createDirectories(submit.getParent());
        Files.writeString(submit, "#!/bin/sh\nexit 3\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        assertThat(run(
                        "submit",
                        "diagnose",
                        "--maps",
                        "maps",
                        "--master",
                        "yarn",
                        "--spark-home",
                        folder.resolve("spark").toString()))
                .isEqualTo(3);
    }

    /** The page documents each option of the cluster and of the commands that no other command has. */
    @Test
    void page_tellsOfTheOptions() throws IOException {
        String page = Files.readString(Path.of("../docs/spark.md"));
        Set<String> told = new TreeSet<>();
        Pattern.compile("--[a-z][a-z-]*[a-z]").matcher(page).results().forEach(match -> told.add(match.group()));
        String elsewhere = Files.readString(Path.of("../docs/command-line.md"));
        Map<String, CommandLine> commands =
                line().getSubcommands().get("submit").getSubcommands();
        Set<String> known = new TreeSet<>();
        commands.values()
                .forEach(command -> command.getCommandSpec().options().forEach(option -> {
                    known.add(option.longestName());
                    assertThat(told.contains(option.longestName()) || elsewhere.contains(option.longestName()))
                            .as(option.longestName())
                            .isTrue();
                }));
        new CommandLine(new ClusterOptions())
                .getCommandSpec().options().stream()
                        .filter(option -> !Set.of("--help", "--version").contains(option.longestName()))
                        .forEach(option -> assertThat(page).contains(option.longestName()));
        assertThat(known).containsAll(told);
        commands.keySet().forEach(name -> assertThat(page).contains("`" + name + "`"));
    }
}

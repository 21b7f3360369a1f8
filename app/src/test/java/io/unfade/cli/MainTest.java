package io.unfade.cli;

import io.unfade.cli.base.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class MainTest {
    static Stream<String> commands() {
        return Cli.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_everyCommand_readsAsPlainText(String command) {
        Cli.Outcome help = Cli.run(List.of(command.split(" ", -1)), "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: unfade " + command)
                .doesNotContain("%%", "null", "<", "Optional")
                .doesNotContainPattern("Default:\\s*\\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_everyOption_isDescribed(String command) {
        CommandLine line = Cli.parser(command);
        assertThat(line.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(argument.description())
                        .as(argument.toString())
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(text).isNotBlank()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void version_everyCommand_saysVersionOfProgram(String command) {
        Cli.Outcome version = Cli.run(List.of(command.split(" ", -1)), "--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("unfade ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void help_program_listsAllCommandsAndExitCodes() {
        Cli.Outcome help = Cli.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(Main.commandLine().getSubcommands().keySet())
                .contains("130 interrupted");
    }

    @Test
    void help_ofProgram_doesNotLoadTheEngine() throws Exception {
        Process process = Child.start(List.of("-Xlog:class+load:stdout"), "--help");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("io.unfade.cli.Main", "Usage: unfade").doesNotContain("ai.djl.");
    }

    @Test
    void help_ofGroupOfCommands_listsThem() {
        Cli.Outcome help = Cli.run("fmri", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: unfade fmri").contains("prepare", "map", "group", "report");
        assertThat(Cli.run("fmri").err())
                .isEqualToIgnoringNewLines("unfade: name a command (see `unfade fmri --help`)");
    }

    @Test
    void message_ofAMillionBlanks_isOneLineAtOnce() {
        String blanks = " ".repeat(1_000_000);
        // a backtracking regular expression over the blanks would take hours
        Cli.Outcome outcome = assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> Cli.run("in" + blanks + "\n\r\n" + blanks + "fo"));
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err().strip())
                .startsWith("unfade: there is no command")
                .doesNotContain("\n");
    }

    @Test
    void commandNames_startOfOne_isTakenAsHint() {
        assertThat(Cli.run("trai").err()).contains("there is no command 'trai'; did you mean train?");
    }

    @Test
    void json_nameOutsideAscii_isEscaped(@TempDir Path folder) throws IOException {
        int[] labels = new int[4];
        labels[1] = 1;
        Path file = Cli.write(
                folder.resolve("a.npz"),
                Cli.series(4, 5, 2).labels(labels, List.of("é", "b")).build());
        Cli.Outcome outcome = Cli.succeed("info", file, "--json");
        assertThat(outcome.out().chars()).allMatch(c -> c < 128);
        assertThat(outcome.json().path("classes").path("é").asInt()).isEqualTo(3);
    }
}

package io.unfade.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/command-line.md} and {@code --help} document the same options, command by command. */
class DocumentationTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

    /** Options of every command may be documented once, in a separate section or in the text before the first. */
    private static final Set<String> OF_EVERY_COMMAND =
            Set.of("--help", "--version", "--json", "--threads", "--seed", "--stacktrace");

    static Stream<String> commands() {
        return Cli.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void section_ofCommand_tellsOfExactlyItsOptions(String command) throws IOException {
        CommandLine line = Cli.parser(command);
        Set<String> documented = mentioned(section(command));
        documented.removeAll(OF_EVERY_COMMAND);
        Set<String> expected = options(line.getCommandSpec());
        expected.removeAll(OF_EVERY_COMMAND);
        assertThat(documented)
                .as("options in the section '## unfade %s'", command)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void document_tellsOfOptionsOfEveryCommand(String command) throws IOException {
        CommandLine line = Cli.parser(command);
        assertThat(options(line.getCommandSpec())).containsAll(OF_EVERY_COMMAND);
        assertThat(mentioned(document())).containsAll(OF_EVERY_COMMAND);
    }

    private static Set<String> options(CommandSpec spec) {
        return spec.options().stream()
                .map(option -> option.longestName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> mentioned(String text) {
        return OPTION.matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return the text from the command's heading to the next of the same rank} */
    private static String section(String command) throws IOException {
        Matcher matcher = Pattern.compile("(?ms)^## `?unfade " + command + "`?\\s*$(.*?)(?=^## |\\z)")
                .matcher(document());
        assertThat(matcher.find()).as("a heading '## unfade %s'", command).isTrue();
        return matcher.group(1);
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/command-line.md"));
    }
}

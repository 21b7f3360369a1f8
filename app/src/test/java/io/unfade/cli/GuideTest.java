package io.unfade.cli;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of the guides, from the first to the last, as a reader would type them in an empty folder. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"guide-neuroscientist", "guide-engineer", "guide-researcher"})
    void commands_ofGuide_work_andSayWhatItSays(String guide) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs", guide + ".md")));
        StringBuilder said = new StringBuilder();
        int commands = 0;
        while (blocks.find()) {
            if (blocks.group(1).equals("text")) {
                assertThat(said.toString()).contains(blocks.group(2).lines().toList());
                continue;
            }
            for (String line : blocks.group(2).replace("\\\n", " ").lines().toList()) {
                said.setLength(0);
                said.append(Cli.succeed(arguments(line)).out());
                commands++;
            }
        }
        assertThat(commands).isGreaterThan(5);
        assertThat(folder).isNotEmptyDirectory();
    }

    /** {@return the words behind the program's name; those with a slash are files of the folder, as the shell finds them} */
    private List<String> arguments(String line) {
        assertThat(line).startsWith("./unfade ");
        return WORD.matcher(line)
                .results()
                .skip(1)
                .flatMap(word -> word.group(1) != null ? Stream.of(word.group(1)) : files(word.group()))
                .toList();
    }

    private Stream<String> files(String word) {
        if (!word.contains("/")) {
            return Stream.of(word);
        }
        if (!word.contains("*")) {
            return Stream.of(folder.resolve(word).toString());
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + folder + "/" + word);
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> found =
                    all.filter(matcher::matches).map(Path::toString).sorted().toList();
            assertThat(found).as(word).isNotEmpty();
            return found.stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package io.unfade.examples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The page of examples shows code and what it prints. The test runs all of it in order; numbers may differ in their digits
 * between machines, words may not. With {@code -Dexamples.renew=true} what is printed is written into the page.
 */
class PageTest {
    private static final Path PAGE = Path.of("../docs/examples.md");

    @TempDir
    private Path folder;

    /** Prints what an example prints. */
    private interface Example {
        void run(PrintStream out) throws IOException;
    }

    private record Section(String name, Example example) {}

    private List<Section> sections() {
        return List.of(
                new Section("FirstMap", out -> firstMap(folder.resolve("first"), out)),
                new Section("generate", out -> cases(out).generate()),
                new Section("train", out -> cases(out).train()),
                new Section("cross-validate", out -> cases(out).crossValidate()),
                new Section("predict", out -> cases(out).predict()),
                new Section("explain", out -> cases(out).explain()),
                new Section("score", out -> cases(out).score()),
                new Section("diagnose", out -> cases(out).diagnose()),
                new Section("stream", out -> cases(out).stream()),
                new Section("fmri", out -> cases(out).fmri()),
                new Section(
                        "cancel", out -> Cancelling.run(folder.resolve("train.npz"), folder.resolve("later"), out)));
    }

    private UseCases cases(PrintStream out) {
        return new UseCases(folder, out);
    }

    private static void firstMap(Path folder, PrintStream out) throws IOException {
        PrintStream before = System.out;
        System.setOut(out);
        try {
            FirstMap.main(new String[] {folder.toString()});
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void page_showsWhatItsExamplesPrint() throws IOException {
        String page = Files.readString(PAGE);
        for (Section section : sections()) {
            String printed = printed(section.example());
            String code = Objects.requireNonNull(DocumentsTest.examples().get(section.name()), section.name());
            int end = page.indexOf("```java\n" + code + "```\n") + code.length() + 12;
            assertThat(page).as(section.name()).contains("```java\n" + code + "```\n");
            String shown = output(page, end);
            if (Boolean.getBoolean("examples.renew")) {
                page = page.substring(0, end)
                        + (printed.isEmpty() ? "" : "\n```\n" + printed + "```\n")
                        + page.substring(end + (shown.isEmpty() ? 0 : shown.length() + 9));
            } else {
                assertThat(words(printed)).as(section.name()).isEqualTo(words(shown));
                assertAlike(fractions(printed), fractions(shown), section.name());
            }
        }
        if (Boolean.getBoolean("examples.renew")) {
            Files.writeString(PAGE, page);
        }
    }

    private String printed(Example example) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        example.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String text = bytes.toString(StandardCharsets.UTF_8).replace(folder + File.separator, "");
        return text.stripTrailing() + (text.isEmpty() ? "" : "\n");
    }

    /** {@return what is shown as printed after code that ends here; empty if it is followed by other things} */
    private static String output(String page, int end) {
        String rest = page.substring(end);
        return rest.startsWith("\n```\n") ? rest.substring(5, rest.indexOf("```\n", 5)) : "";
    }

    /** {@return the numbers of a text that have a decimal point} */
    private static double[] fractions(String text) {
        return Pattern.compile("\\d+\\.\\d+(E-?\\d+)?")
                .matcher(text)
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
    }

    /** Holds that numbers say the same, whatever their digits. */
    private static void assertAlike(double[] printed, double[] shown, String section) {
        for (int i = 0; i < printed.length; i++) {
            assertThat(printed[i]).as(section).isCloseTo(shown[i], within(Math.max(0.1, 0.2 * shown[i])));
        }
    }

    /** {@return a text without what may differ between machines} */
    private static String words(String text) {
        return text.replaceAll("-?\\d[\\d.,]*(E-?\\d+)?", "#").replaceAll("[ \\t]+", " ");
    }
}

package io.unfade.report;

import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Look;

import javax.imageio.ImageIO;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares figures with approved reference pictures.
 *
 * <p>Figures use the fonts of the machine, and other letter widths move everything. So pictures are compared only if
 * the machine's font has the same widths (DejaVu Sans, the sans-serif font of most Linux machines). Otherwise all
 * colours must be present, and no word that is not in the picture.
 */
public final class Pictures {
    private static final Path KEPT = Path.of("src", "test", "resources", "pictures");
    private static final Path DIFFERENT = Path.of("target", "different-pictures");
    private static final boolean RENEW = Boolean.getBoolean("pictures.renew");

    /** An axis with title and frame covers more; an empty sheet nothing. */
    public static final double LEAST_INK = 0.01;

    private static final String PROBE = "Saliency (logit) 0123456789";
    private static final double PROBE_WIDTH = 170;
    private static final double BOLD_PROBE_WIDTH = 221.9;
    private static final double ROUNDING = 1;

    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");
    private static final Pattern COLOUR = Pattern.compile("(?:fill|stroke)(?:=\"|:)((?:rgb\\(|#)[^\";]+)");

    private Pictures() {}

    /** Fails if a figure does not look like the picture of that name, and writes both and the difference to target. */
    public static void check(String name, Figure figure) throws IOException {
        Path picture = KEPT.resolve(name + ".png");
        Path words = KEPT.resolve(name + ".txt");
        if (RENEW) {
            assertThat(knownLetters())
                    .as("pictures need DejaVu Sans, which is not the sans-serif font of this machine")
                    .isTrue();
            Files.createDirectories(KEPT);
            ImageIO.write(of(figure), "png", picture.toFile());
            Files.writeString(words, words(figure));
            return;
        }
        assertThat(picture)
                .as("a new figure needs a picture: inspect the output of -Dpictures.renew=true")
                .exists();
        List<String> expected = Files.readAllLines(words);
        List<String> actual = words(figure).lines().toList();
        if (knownLetters()) {
            assertThat(actual).as("words and colours of %s", name).isEqualTo(expected);
            compare(name, ImageIO.read(picture.toFile()), of(figure));
        } else {
            /* With wider letters fewer names fit. */
            assertThat(actual.stream().map(Pictures::withoutCount))
                    .as("words and colours of %s", name)
                    .isSubsetOf(expected.stream().map(Pictures::withoutCount).toList());
            assertThat(actual).as("colours of %s", name).containsAll(colours(expected));
        }
    }

    private static String withoutCount(String line) {
        return line.replaceFirst("^\\d+ ", "");
    }

    private static List<String> colours(List<String> lines) {
        return lines.stream().filter(line -> withoutCount(line).equals(line)).toList();
    }

    private static void compare(String name, BufferedImage expected, BufferedImage actual) throws IOException {
        Likeness likeness = Likeness.of(expected, actual);
        if (!likeness.alike()) {
            Files.createDirectories(DIFFERENT);
            ImageIO.write(
                    expected, "png", DIFFERENT.resolve(name + "-expected.png").toFile());
            ImageIO.write(actual, "png", DIFFERENT.resolve(name + "-actual.png").toFile());
            ImageIO.write(
                    likeness.difference(),
                    "png",
                    DIFFERENT.resolve(name + "-difference.png").toFile());
        }
        assertThat(likeness.alike())
                .as(
                        "%s looks different (%s; %d strong pixels of at most %d, %.2f %% faint of at most %.2f %%):"
                                + " see %s-expected.png, -actual.png and -difference.png",
                        name,
                        likeness.sameSize() ? "same size" : "another size",
                        likeness.strong(),
                        Likeness.MOST_STRONG,
                        100 * likeness.faintShare(),
                        100 * Likeness.MOST_FAINT,
                        DIFFERENT.resolve(name).toAbsolutePath())
                .isTrue();
    }

    /** {@return the figure as drawn, one pixel per point} */
    static BufferedImage of(Figure figure) throws IOException {
        BufferedImage large = ImageIO.read(new ByteArrayInputStream(figure.toPng()));
        BufferedImage small =
                new BufferedImage(large.getWidth() / 2, large.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(large, 0, 0, small.getWidth(), small.getHeight(), null);
        graphics.dispose();
        return small;
    }

    /** {@return the share of the sheet that a figure covers} */
    public static double ink(Figure figure) throws IOException {
        BufferedImage picture = of(figure);
        int white = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                white += (picture.getRGB(x, y) & 0xffffff) == 0xffffff ? 1 : 0;
            }
        }
        return 1 - (double) white / (picture.getWidth() * picture.getHeight());
    }

    /** {@return the counts of a figure's words, and its colours, regardless of line breaks} */
    static String words(Figure figure) {
        String svg = figure.toSvg();
        Map<String, Long> words = TEXT.matcher(svg)
                .results()
                .map(found -> found.group(1))
                /* How much of a name fits depends on the font. */
                .filter(text -> !text.contains("…") && !text.contains("..."))
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+", -1)))
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        TreeSet<String> colours = COLOUR.matcher(svg)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return words.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%d %s\n", entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining())
                + String.join("\n", colours)
                + "\n";
    }

    /** {@return whether the machine's letters have the widths of those in the pictures} */
    private static boolean knownLetters() {
        return Math.abs(Look.width(PROBE, Look.LABEL) - PROBE_WIDTH) < ROUNDING
                && Math.abs(Look.width(PROBE, Look.TITLE) - BOLD_PROBE_WIDTH) < ROUNDING;
    }
}

package io.unfade.report.draw;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** Writes the figures of a page to a folder next to it, under readable names. */
public final class FigureFiles {
    private static final int MAX_NAME = 48;

    private final Path folder;
    private int count;

    /** Uses a folder, removing figures of an earlier page. */
    public FigureFiles(Path folder) throws IOException {
        this.folder = folder;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "[0-9][0-9]*-*.{png,svg}")) {
                for (Path figure : old) {
                    Files.delete(figure);
                }
            }
        }
    }

    /**
     * Writes a figure as PNG and SVG.
     *
     * @param group prefix of the name, for example the series it belongs to; may be empty
     * @return the name of both files without extension
     */
    public String write(String group, Figure figure) throws IOException {
        Files.createDirectories(folder);
        count++;
        String name = String.format(Locale.ROOT, "%02d-%s", count, slug(group + " " + figure.title()));
        figure.writePng(folder.resolve(name + ".png"));
        figure.writeSvg(folder.resolve(name + ".svg"));
        return name;
    }

    /** {@return a title as a file name of ASCII letters, digits and hyphens} */
    static String slug(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME).replaceAll("-$", "") : plain;
        return cut.isEmpty() ? "figure" : cut;
    }
}

package io.unfade.data.text;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** Writes {@code .ts} files for {@link TsReader}, sktime and aeon. */
public final class TsWriter {
    private TsWriter() {}

    /**
     * Checks that a set fits the format, before anything is written.
     *
     * @throws IllegalArgumentException if a class name has a blank, a comma or a colon
     */
    public static void check(SeriesSet set, Path file) {
        TextFiles.checkClassNames(set, file, ",: \t\n\u000B\f\r\u001C\u001D\u001E\u001F");
        Require.argument(
                set.classNames().stream().noneMatch(name -> name.chars().anyMatch(Character::isWhitespace)),
                "%s: .ts cannot hold class names with blanks; use .npz",
                file);
    }

    /** Writes a set without its ids, feature names, groups and masks. */
    public static void write(SeriesSet set, Path file, Writer out) throws IOException {
        out.write(header(set, file));
        for (int series = 0; series < set.count(); series++) {
            StringBuilder line = new StringBuilder();
            for (int feature = 0; feature < set.features(); feature++) {
                for (int time = 0; time < set.length(series); time++) {
                    line.append(TextFiles.number(set, series, time, feature)).append(',');
                }
                line.setCharAt(line.length() - 1, ':');
            }
            if (set.hasLabels()) {
                line.append(set.classNames().get(set.label(series)));
            } else {
                line.setLength(line.length() - 1);
            }
            out.append(line.append('\n'));
        }
    }

    private static String header(SeriesSet set, Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.ts(\\.gz)?$", "");
        StringBuilder header = new StringBuilder()
                .append("@problemName ")
                .append(name.replaceAll("\\s", "_"))
                .append("\n@timeStamps false\n@missing false\n@univariate ")
                .append(set.features() == 1);
        if (set.features() > 1) {
            header.append("\n@dimensions ").append(set.features());
        }
        header.append("\n@equalLength ").append(set.equalLengths());
        if (set.equalLengths()) {
            header.append("\n@seriesLength ").append(set.steps());
        }
        header.append("\n@classLabel ").append(set.hasLabels());
        set.classNames().forEach(label -> header.append(' ').append(label));
        return header.append("\n@data\n").toString();
    }
}

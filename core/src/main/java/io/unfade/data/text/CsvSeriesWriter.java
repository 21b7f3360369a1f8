package io.unfade.data.text;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Writes long CSV files for {@link CsvSeries}; the time of a step is its number. */
public final class CsvSeriesWriter {
    private CsvSeriesWriter() {}

    /**
     * Checks that a set fits the format, before anything is written.
     *
     * @throws IllegalArgumentException if two series share an id, a feature has the name of another column, or a name
     *     would not be read back unchanged
     */
    public static void check(SeriesSet set, Path file) {
        TextFiles.checkClassNames(set, file, "");
        Require.argument(
                new HashSet<>(set.ids()).size() == set.count()
                        && set.ids().stream().noneMatch(String::isBlank),
                "%s: .csv needs ids that are distinct and not blank; use .npz",
                file);
        List<String> names = set.featureNames();
        boolean plain = names.stream()
                .allMatch(name -> !name.isEmpty()
                        && name.equals(name.strip())
                        && !CsvColumns.RESERVED.contains(name.toLowerCase(Locale.ROOT)));
        Require.argument(
                plain && new HashSet<>(names).size() == names.size(),
                "%s: .csv needs feature names that are distinct, without blanks around them and none of %s, but they"
                        + " are %s",
                file,
                CsvColumns.RESERVED,
                names);
    }

    /** Writes a set without its masks. */
    public static void write(SeriesSet set, Writer out) throws IOException {
        try {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            List<String> header = new ArrayList<>(List.of("id", "time"));
            header.addAll(set.featureNames());
            if (set.hasLabels()) {
                header.add("label");
            }
            set.groups().ifPresent(groups -> header.add("group"));
            csv.writeRecord(header);
            for (int series = 0; series < set.count(); series++) {
                writeSeries(set, series, csv);
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw TextFiles.cause(e);
        }
    }

    private static void writeSeries(SeriesSet set, int series, CsvWriter csv) {
        List<String> known = new ArrayList<>();
        if (set.hasLabels()) {
            known.add(set.classNames().get(set.label(series)));
        }
        set.groups().ifPresent(groups -> known.add(Integer.toString(groups[series])));
        for (int time = 0; time < set.length(series); time++) {
            List<String> row = new ArrayList<>(List.of(set.ids().get(series), Integer.toString(time)));
            for (int feature = 0; feature < set.features(); feature++) {
                row.add(TextFiles.number(set, series, time, feature));
            }
            row.addAll(known);
            csv.writeRecord(row);
        }
    }
}

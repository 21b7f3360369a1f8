package io.unfade.experiments.field;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.data.text.CsvFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Published numbers of benchmarks, each with where it was read. For one measure several publications may differ.
 *
 * @param scores in the order of the table
 */
record PublishedScores(List<Score> scores) {
    /** How a number is known. */
    enum Mark implements Keyed {
        /** In the authors' stored results. */
        V("read in the authors' stored results"),
        /** In the publication. */
        T("read in the publication"),
        /** In another one. */
        S("read in a summary or an independent reproduction");

        private final String meaning;

        Mark(String meaning) {
            this.meaning = meaning;
        }

        /** {@return the meaning in words} */
        String meaning() {
            return meaning;
        }

        @Override
        public String key() {
            return name();
        }
    }

    /**
     * One published number.
     *
     * @param data key of the data set
     * @param method its name, the same as here if it is the same method
     * @param model key of the explained model
     * @param measure key of the measure
     * @param value as printed; of a sum over series, divided by their number
     * @param spread standard deviation over seeds or folds, likewise; NaN if unknown
     * @param source the publication
     * @param mark how it is known
     */
    record Score(
            String data,
            String method,
            String model,
            String measure,
            double value,
            double spread,
            String source,
            Mark mark) {}

    /** Copies the list. */
    PublishedScores {
        scores = List.copyOf(scores);
    }

    /** {@return the numbers that come with the program} */
    static PublishedScores read() {
        return read("published.csv");
    }

    /**
     * {@return the numbers of a table}
     *
     * @param resource its name in this package
     * @throws IllegalArgumentException if a number is twice in it, or a mark is unknown
     */
    static PublishedScores read(String resource) {
        List<Score> scores = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        for (NamedCsvRecord line : lines(resource)) {
            Score score = score(line);
            List<String> key = List.of(score.data, score.method, score.model, score.measure, score.source);
            Require.argument(known.add(key), "%s is twice in '%s'", key, resource);
            scores.add(score);
        }
        return new PublishedScores(scores);
    }

    private static Score score(NamedCsvRecord line) {
        double series = number(line, "series", 1);
        return new Score(
                line.getField("data"),
                line.getField("method"),
                line.getField("model"),
                line.getField("measure"),
                number(line, "value", Double.NaN) / series,
                number(line, "spread", Double.NaN) / series,
                line.getField("source"),
                Keyed.of(Mark.class, "mark", line.getField("mark")));
    }

    private static double number(NamedCsvRecord line, String column, double otherwise) {
        String text = line.getField(column);
        return text.isEmpty() ? otherwise : Double.parseDouble(text);
    }

    /** {@return the lines of a table of this package} */
    static List<NamedCsvRecord> lines(String resource) {
        try (InputStream stream = Require.present(
                PublishedScores.class.getResourceAsStream(resource),
                "resource '%s' is missing from the program",
                resource)) {
            return CsvFile.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the numbers of a data set} */
    List<Score> of(String data) {
        return scores.stream().filter(score -> score.data.equals(data)).toList();
    }

    /** {@return the best number of a measure on a data set; NaN if there is none} */
    double best(String data, String measure, boolean higher) {
        double sign = higher ? 1 : -1;
        return sign
                * of(data).stream()
                        .filter(score -> score.measure.equals(measure))
                        .mapToDouble(score -> sign * score.value)
                        .max()
                        .orElse(Double.NaN);
    }
}

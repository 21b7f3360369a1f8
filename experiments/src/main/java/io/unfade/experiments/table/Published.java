package io.unfade.experiments.table;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.unfade.check.Require;
import io.unfade.data.text.CsvFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Published numbers, each with a tolerance for ours. Immutable. */
public final class Published {
    private final Map<List<String>, Value> numbers;

    /**
     * One published number.
     *
     * @param value as printed
     * @param tolerance largest difference that counts as agreement, at least 0
     */
    public record Value(double value, double tolerance) {
        /** {@return whether a number of ours agrees} */
        public boolean agrees(double ours) {
            return Math.abs(ours - value) <= tolerance;
        }
    }

    private Published(Map<List<String>, Value> numbers) {
        this.numbers = numbers;
    }

    /** {@return an empty set of numbers} */
    public static Published none() {
        return new Published(Map.of());
    }

    /**
     * {@return the numbers of a table with the given label columns and {@code measure}, {@code value} and
     * {@code tolerance}}
     *
     * @param owner a class in the resource's package
     * @param resource its name
     */
    public static Published read(Class<?> owner, String resource, List<String> labels) {
        try (InputStream stream = Require.present(
                owner.getResourceAsStream(resource), "resource '%s' is missing from the program", resource)) {
            Map<List<String>, Value> numbers = new HashMap<>();
            for (NamedCsvRecord record : CsvFile.read(stream)) {
                List<String> key = new ArrayList<>();
                labels.forEach(label -> key.add(record.getField(label)));
                key.add(record.getField("measure"));
                double value = Double.parseDouble(record.getField("value"));
                double tolerance = Double.parseDouble(record.getField("tolerance"));
                Require.argument(
                        numbers.put(key, new Value(value, tolerance)) == null, "%s is twice in '%s'", key, resource);
            }
            return new Published(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the published number of a measure for some labels, if there is one} */
    public Optional<Value> find(List<String> labels, String measure) {
        List<String> key = new ArrayList<>(labels);
        key.add(measure);
        return Optional.ofNullable(numbers.get(key));
    }
}

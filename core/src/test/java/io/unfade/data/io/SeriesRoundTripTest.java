package io.unfade.data.io;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeriesRoundTripTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SINGLE, 1", "SINGLE, 2", "DOUBLE, 3", "DOUBLE, 4"})
    void npz_everything_readsBackTheSame(Precision precision, long seed) throws IOException {
        SeriesSet set = full(precision, seed);
        SeriesSet back = roundTrip(set, "a.npz");
        assertSameValues(set, back);
        assertSameLabels(set, back);
        assertThat(back.precision()).isEqualTo(precision);
        assertThat(back.ids()).isEqualTo(set.ids());
        assertThat(back.featureNames()).isEqualTo(set.featureNames());
        assertThat(back.groups().orElseThrow()).containsExactly(set.groups().orElseThrow());
        for (int series = 0; series < set.count(); series++) {
            for (int time = 0; time < set.steps(); time++) {
                assertThat(back.onTask(series, time)).isEqualTo(set.onTask(series, time));
                assertThat(back.reference(series, time, 1)).isEqualTo(set.reference(series, time, 1));
                assertThat(back.distractor(series, time, 0)).isEqualTo(set.distractor(series, time, 0));
            }
        }
        assertThat(back.hasReference() && back.hasDistractor() && back.hasOnTask())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ts", "a.ts.gz", "a.csv", "a.csv.gz", "a.jsonl", "a.ndjson.gz"})
    void text_unequalLengthsAndFeatures_readBackTheSame(String name) throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            SeriesSet set = full(Precision.DOUBLE, seed);
            SeriesSet back = roundTrip(set, name);
            assertSameValues(set, back);
            assertSameLabels(set, back);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl"})
    void text_idsNamesAndGroups_readBackTheSame(String name) throws IOException {
        SeriesSet set = full(Precision.DOUBLE, 7);
        SeriesSet back = roundTrip(set, name);
        assertThat(back.ids()).isEqualTo(set.ids());
        assertThat(back.featureNames()).isEqualTo(set.featureNames());
        assertThat(back.groups().orElseThrow()).containsExactly(set.groups().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.tsv", "a.tsv.gz", "a.ts", "a.csv", "a.npz", "a.jsonl"})
    void anyFormat_equalLengthsOneFeature_readsBackTheSame(String name) throws IOException {
        SeriesSet set = univariate(true);
        SeriesSet back = roundTrip(set, name);
        assertSameValues(set, back);
        assertSameLabels(set, back);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ts", "a.csv", "a.npz", "a.jsonl"})
    void anyFormat_withoutLabels_readsBackTheSame(String name) throws IOException {
        SeriesSet set = univariate(false);
        SeriesSet back = roundTrip(set, name);
        assertSameValues(set, back);
        assertThat(back.hasLabels()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ts", "a.jsonl"})
    void text_singlePrecision_keepsEveryBit(String name) throws IOException {
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, 1, 4, 1);
        float[] values = {0.1f, Float.MIN_VALUE, -Float.MAX_VALUE, 16_777_216f};
        for (int time = 0; time < values.length; time++) {
            builder.cell(0, time, 0, values[time]);
        }
        SeriesSet back = roundTrip(builder.build(), name);
        for (int time = 0; time < values.length; time++) {
            assertThat((float) back.value(0, time, 0)).isEqualTo(values[time]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ts.gz", "a.npz", "a.csv.gz", "a.jsonl.gz"})
    void write_twice_givesTheSameBytes(String name) throws IOException {
        Path first = folder.resolve(name);
        Path second = Files.createDirectory(folder.resolve("other")).resolve(name);
        SeriesFiles.write(full(Precision.DOUBLE, 1), first);
        SeriesFiles.write(full(Precision.DOUBLE, 1), second);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void write_setTheFormatCannotHold_saysSoAndLeavesNothing() {
        SeriesSet set = full(Precision.DOUBLE, 1);
        assertRefused(set, "a.tsv", "one feature");
        assertRefused(univariate(false), "a.tsv", "labels");
        assertRefused(univariate(true).toBuilder().lengths(new int[] {3, 2, 3}).build(), "a.tsv", "equal length");
        assertRefused(named(List.of("a b", "c")), "a.ts", "'a b'");
        assertRefused(named(List.of("a:b", "c")), "a.ts", "'a:b'");
        assertRefused(named(List.of("a\tb", "c")), "a.tsv", "'a?b'");
        assertRefused(named(List.of(" a", "c")), "a.csv", "' a'");
        assertRefused(univariate(true).toBuilder().featureNames(List.of("Time")).build(), "a.csv", "[Time]");
        assertRefused(univariate(true).toBuilder().ids(List.of("x", "y", "x")).build(), "a.csv", "distinct");
        assertRefused(set, "a.idx", "not written");
        assertRefused(set, "a.arff", "not written; use .npz, .ts, .tsv, .csv or .jsonl");
        assertRefused(set, "a.npy", "not written");
        assertRefused(set, "a.txt", ".npz, .npy, .ts, .tsv, .csv");
        assertThat(folder).isEmptyDirectory();
    }

    private void assertRefused(SeriesSet set, String name, String reason) {
        assertThatThrownBy(() -> SeriesFiles.write(set, folder.resolve(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name, reason);
    }

    private SeriesSet roundTrip(SeriesSet set, String name) throws IOException {
        Path file = folder.resolve(name);
        SeriesFiles.write(set, file);
        return SeriesFiles.read(file);
    }

    private static SeriesSet named(List<String> names) {
        return univariate(true).toBuilder().labels(new int[] {0, 1, 0}, names).build();
    }

    private static SeriesSet univariate(boolean labelled) {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 3, 3, 1);
        for (int cell = 0; cell < 9; cell++) {
            builder.cell(cell / 3, cell % 3, 0, Math.cos(cell) * Math.pow(10, cell - 4));
        }
        return (labelled ? builder.labels(new int[] {2, 0, 1}, List.of("-1", "2", "10")) : builder).build();
    }

    /** A set with nothing at its default, in which every class occurs. */
    private static SeriesSet full(Precision precision, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 4;
        int steps = 5;
        int features = 2;
        SeriesBuilder builder = SeriesSet.builder(precision, n, steps, features);
        for (int cell = 0; cell < n * steps * features; cell++) {
            double value = Double.longBitsToDouble(random.nextLong() & ~(1L << 62)); // below 2 in magnitude
            builder.cell(cell / features / steps, cell / features % steps, cell % features, value);
        }
        byte[] reference = bits(random, n * steps * features);
        byte[] distractor = bits(random, reference.length);
        for (int cell = 0; cell < reference.length; cell++) {
            distractor[cell] *= (byte) (1 - reference[cell]);
        }
        return builder.lengths(new int[] {5, 1, 1 + random.nextInt(5), 3})
                .labels(new int[] {1, 0, 1, 0}, List.of("Rest", "Task"))
                .featureNames(List.of("left \"hand\"", "right, foot"))
                .ids(List.of("s1", "ü", "-", "0"))
                .groups(new int[] {Integer.MAX_VALUE, -3, 0, random.nextInt()})
                .reference(reference)
                .distractor(distractor)
                .onTask(bits(random, n * steps))
                .build();
    }

    private static byte[] bits(SplittableRandom random, int size) {
        byte[] bits = new byte[size];
        for (int i = 0; i < size; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    private static void assertSameValues(SeriesSet expected, SeriesSet actual) {
        assertThat(List.of(actual.count(), actual.steps(), actual.features()))
                .containsExactly(expected.count(), expected.steps(), expected.features());
        for (int series = 0; series < expected.count(); series++) {
            assertThat(actual.length(series)).isEqualTo(expected.length(series));
            assertThat(cells(actual, series)).containsExactly(cells(expected, series));
        }
    }

    private static double[] cells(SeriesSet set, int series) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(series, cells, 0);
        return Arrays.copyOf(cells, set.length(series) * set.features());
    }

    private static void assertSameLabels(SeriesSet expected, SeriesSet actual) {
        assertThat(actual.classNames()).isEqualTo(expected.classNames());
        assertThat(labels(actual)).containsExactly(labels(expected));
    }

    private static int[] labels(SeriesSet set) {
        return IntStream.range(0, set.count()).map(set::label).toArray();
    }
}

package io.unfade.data.io;

import io.unfade.data.SeriesSet;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** NumPy arrays: finding their labels, and the order of axes. */
class ArrayFilesTest {
    private static final byte[] TWO = RawFiles.npy("<f8", false, "(2, 3)", RawFiles.doubles(1, 2, 3, 4, 5, 6));

    @TempDir
    Path folder;

    private final List<ReadNote> notes = new ArrayList<>();
    private final ReadOptions listening = ReadOptions.defaults().withNotes(notes::add);

    @ParameterizedTest
    @CsvSource({
        "X.npy, y.npy",
        "X_train.npy, y_train.npy",
        "X_train.npy, Y_train.npy",
        "gun-x-test.npy, gun-y-test.npy",
        "Xtrain.npy, ytrain.npy",
        "trainX.npy, trainy.npy",
        "gun.npy, gun_y.npy",
        "gun.npy, y_gun.npy",
        "gun.npy, gun_labels.npy",
        "gun.npy, labels_gun.npy"
    })
    void npy_labelsBesideIt_areFound(String name, String labels) throws IOException {
        Path file = Files.write(folder.resolve(name), TWO);
        Files.write(folder.resolve(labels), RawFiles.npy("<U1", false, "(2,)", RawFiles.letters("ba")));
        SeriesSet set = SeriesFiles.read(file, listening);
        assertThat(set.classNames()).containsExactly("a", "b");
        assertThat(set.label(0)).isEqualTo(1);
        assertThat(set.features()).isEqualTo(1);
        assertThat(cells(set, 1)).containsExactly(4, 5, 6);
        assertThat(notes).containsExactly(new ReadNote(file, ReadNote.Kind.LABELS, "labels are read from " + labels));
        assertThat(SeriesFiles.labelFile(file, listening)).contains(folder.resolve(labels));
    }

    @Test
    void npy_labelsByOption_areUsed() throws IOException {
        Path file = Files.write(folder.resolve("X.npy"), TWO);
        Files.write(folder.resolve("y.npy"), RawFiles.npy("<i8", false, "(2,)", RawFiles.longs(0, 1)));
        Path other =
                Files.write(folder.resolve("other.npy"), RawFiles.npy("<i8", false, "(2, 1)", RawFiles.longs(7, 8)));
        SeriesSet set = SeriesFiles.read(file, listening.withLabels(other));
        assertThat(set.classNames()).containsExactly("7", "8");
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xylophone.npy", "maX.npy.gz", "exam.npy"})
    void npy_withoutLabels_isRead(String name) throws IOException {
        byte[] content = name.endsWith(".gz") ? RawFiles.gzip(TWO) : TWO;
        SeriesSet set = SeriesFiles.read(Files.write(folder.resolve(name), content), listening);
        assertThat(set.hasLabels()).isFalse();
        assertThat(set.count()).isEqualTo(2);
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void npz_timeAsLastAxis_isReadAsAsked(boolean fortran) throws IOException {
        // series 0: feature 0 is 0, 1, 2 and feature 1 is 10, 11, 12; series 1 is 100 more
        double[] cOrder = {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112};
        double[] fortranOrder = {0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112};
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("X", RawFiles.npy("<f8", fortran, "(2, 2, 3)", RawFiles.doubles(fortran ? fortranOrder : cOrder)));
        long[] marks = {0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0};
        arrays.put("reference", RawFiles.npy("<i8", false, "(2, 2, 3)", RawFiles.longs(marks)));
        long[] others = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
        arrays.put("distractor", RawFiles.npy("<i8", false, "(2, 2, 3)", RawFiles.longs(others)));
        arrays.put("on_task", RawFiles.npy("<i8", false, "(2, 3)", RawFiles.longs(0, 0, 1, 1, 0, 0)));
        arrays.put("feature_names", RawFiles.npy("<U1", false, "(2,)", RawFiles.letters("ab")));
        Path file = Files.write(folder.resolve("a.npz"), RawFiles.npz(arrays));
        SeriesSet set = SeriesFiles.read(file, listening.withArrayAxes(ArrayAxes.SERIES_FEATURE_TIME));
        assertThat(set.steps()).isEqualTo(3);
        assertThat(cells(set, 0)).containsExactly(0, 10, 1, 11, 2, 12);
        assertThat(cells(set, 1)).containsExactly(100, 110, 101, 111, 102, 112);
        assertThat(set.reference(0, 2, 0) && set.reference(1, 0, 1) && set.onTask(0, 2))
                .isTrue();
        assertThat(set.reference(0, 2, 1) || set.reference(1, 0, 0)).isFalse();
        assertThat(set.distractorMask(0)).containsExactly(false, false, false, true, false, false);
        assertThat(set.distractorMask(1)).containsExactly(false, false, false, false, false, true);
        assertThat(set.featureNames()).containsExactly("a", "b");
    }

    @Test
    void read_shapeThatLooksLikeFeaturesBeforeTime_saysHowItWasRead() throws IOException {
        double[] cells = DoubleStream.iterate(0, i -> i + 1).limit(2 * 3 * 6).toArray();
        byte[] array = RawFiles.npy("<f8", false, "(2, 3, 6)", RawFiles.doubles(cells));
        Path npz = Files.write(folder.resolve("a.npz"), RawFiles.npz(Map.of("X", array)));
        Path npy = Files.write(folder.resolve("a.npy"), array);
        assertThat(SeriesFiles.read(npz, listening).steps()).isEqualTo(3);
        assertThat(SeriesFiles.read(npy, listening).steps()).isEqualTo(3);
        assertThat(notes).extracting(ReadNote::kind).containsExactly(ReadNote.Kind.AXES, ReadNote.Kind.AXES);
        assertThat(notes.get(0).text())
                .isEqualTo("the shape [2, 3, 6] was read as 2 series of 3 time steps x 6 features; if the last axis is"
                        + " time, say that the axes are (series, feature, time)");
    }

    @Test
    void read_shapeThatIsSettled_saysNothing() throws IOException {
        byte[] array = RawFiles.npy("<f8", false, "(1, 1, 2)", RawFiles.doubles(1, 2));
        byte[] names = RawFiles.npy("<U1", false, "(2,)", RawFiles.letters("ab"));
        Path named = Files.write(folder.resolve("a.npz"), RawFiles.npz(Map.of("X", array, "feature_names", names)));
        SeriesFiles.read(named, listening);
        Path npy = Files.write(folder.resolve("a.npy"), array);
        SeriesFiles.read(npy, listening.withArrayAxes(ArrayAxes.SERIES_TIME_FEATURE));
        byte[] square = RawFiles.npy("<f8", false, "(1, 2, 3)", RawFiles.doubles(1, 2, 3, 4, 5, 6));
        SeriesFiles.read(Files.write(folder.resolve("b.npy"), square), listening);
        assertThat(notes).isEmpty();
    }

    @Test
    void read_axesOfOtherFormats_areRefused() {
        ReadOptions options = ReadOptions.defaults().withArrayAxes(ArrayAxes.SERIES_FEATURE_TIME);
        assertThatThrownBy(() -> SeriesFiles.read(folder.resolve("a.ts"), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the order of axes can be chosen for .npz and .npy files only");
    }

    @Test
    void npz_twoAxes_areSeriesOfOneFeature() throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), RawFiles.npz(Map.of("X", TWO)));
        SeriesSet set = SeriesFiles.read(file, listening.withArrayAxes(ArrayAxes.SERIES_FEATURE_TIME));
        assertThat(IntStream.of(set.count(), set.steps(), set.features())).containsExactly(2, 3, 1);
        assertThat(cells(set, 0)).containsExactly(1, 2, 3);
    }

    private static double[] cells(SeriesSet set, int series) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(series, cells, 0);
        return cells;
    }
}

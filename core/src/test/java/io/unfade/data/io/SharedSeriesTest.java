package io.unfade.data.io;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.testing.SharedFiles;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Real files. The expected numbers were computed from the files with Python's {@code gzip} and NumPy. */
class SharedSeriesTest {
    /** The sums are printed to twelve decimals, for values up to 1e2, and added in a different order. */
    private static final Offset<Double> SUM = Offset.offset(1e-8);

    @ParameterizedTest
    @CsvSource({
        "BasicMotions, TRAIN, 40, 100, 6, 4000, 646.184441, 0.719111, 1.211973",
        "BasicMotions, TEST, 40, 100, 6, 4000, -278.362599, 0.231713, 0.901645",
        "JapaneseVowels, TRAIN, 270, 26, 12, 4274, -1057.452303, -0.001209, 1.227252",
        "JapaneseVowels, TEST, 370, 29, 12, 5687, -2146.51343, 0.118888, 1.601568",
        "GunPoint, TRAIN, 50, 150, 1, 7500, -0.0000014859, -2.0135336, -1.4322717",
        "GunPoint, TEST, 150, 150, 1, 22500, 0.00000131665, -1.1313625, -1.4083032",
        "ItalyPowerDemand, TRAIN, 67, 24, 1, 1608, -0.0000007096, -1.5598942, 0.16966088",
        "ItalyPowerDemand, TEST, 1029, 24, 1, 24696, 0.000002784926, -1.1008214, -1.1312408"
    })
    void read_archive_hasTheNumbersOfAnIndependentReader(
            String problem,
            String split,
            int count,
            int steps,
            int features,
            int allSteps,
            double sum,
            double lastFeatureOfSeries7AtStep3,
            double firstFeatureOfLastSeriesAtStep1)
            throws IOException {
        SeriesSet set = archive(problem, split);
        assertThat(set.count()).isEqualTo(count);
        assertThat(set.steps()).isEqualTo(steps);
        assertThat(set.features()).isEqualTo(features);
        assertThat(lengths(set).sum()).isEqualTo(allSteps);
        assertThat(sum(set)).isCloseTo(sum, SUM);
        assertThat(set.value(7, 3, features - 1)).isEqualTo(lastFeatureOfSeries7AtStep3);
        assertThat(set.value(count - 1, 1, 0)).isEqualTo(firstFeatureOfLastSeriesAtStep1);
        assertThat(set.precision()).isEqualTo(Precision.DOUBLE);
    }

    @Test
    void read_basicMotions_keepsNamesAndOrderOfClasses() throws IOException {
        SeriesSet set = archive("BasicMotions", "TRAIN");
        assertThat(set.classNames()).containsExactly("Standing", "Running", "Walking", "Badminton");
        assertThat(IntStream.of(0, 10, 20, 39).map(set::label)).containsExactly(0, 1, 2, 3);
        assertThat(set.equalLengths()).isTrue();
    }

    @Test
    void read_japaneseVowels_hasUnequalLengths() throws IOException {
        SeriesSet set = archive("JapaneseVowels", "TEST");
        assertThat(set.classNames()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(lengths(set).min()).hasValue(7);
        assertThat(lengths(set).max()).hasValue(29);
        assertThat(set.length(0)).isEqualTo(19);
        assertThat(set.value(0, 19, 0)).isZero();
        assertThat(set.label(369)).isEqualTo(8);
    }

    @Test
    void read_mnist_rowsAreTime() throws IOException {
        SeriesSet set = SeriesFiles.read(SharedFiles.data("mnist/t10k-images-idx3-ubyte.gz"));
        assertThat(List.of(set.count(), set.steps(), set.features())).containsExactly(10_000, 28, 28);
        assertThat(set.precision()).isEqualTo(Precision.SINGLE);
        assertThat(sum(set)).isEqualTo(264_923_200.0);
        assertThat(IntStream.range(6, 12).map(column -> (int) set.value(0, 7, column)))
                .containsExactly(84, 185, 159, 151, 60, 36);
        assertThat(IntStream.range(0, 10).map(set::label)).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        int[] perClass = new int[10];
        IntStream.range(0, 10_000).forEach(i -> perClass[set.label(i)]++);
        assertThat(perClass).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        assertThat(set.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void read_mnistColumnsAsTime_isTransposed() throws IOException {
        SeriesSet set = SeriesFiles.read(
                SharedFiles.data("mnist/t10k-images-idx3-ubyte.gz"),
                ReadOptions.defaults().withTimeAxis(TimeAxis.COLUMNS));
        double[] first = new double[28 * 28];
        set.copySeries(0, first, 0);
        assertThat(Arrays.copyOfRange(first, 14 * 28, 15 * 28)) // column 14 of the first image, from the top
                .containsExactly(
                        0, 0, 0, 0, 0, 0, 0, 0, 198, 254, 67, 0, 0, 0, 0, 0, 0, 0, 75, 221, 254, 254, 115, 52, 52, 40,
                        0, 0);
    }

    private static SeriesSet archive(String problem, String split) throws IOException {
        return SeriesFiles.read(SharedFiles.data("uea/" + problem + "/" + problem + "_" + split + ".ts.gz"));
    }

    private static IntStream lengths(SeriesSet set) {
        return IntStream.range(0, set.count()).map(set::length);
    }

    private static double sum(SeriesSet set) {
        double[] cells = new double[set.steps() * set.features()];
        double sum = 0;
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, cells, 0);
            sum += Arrays.stream(cells).sum();
        }
        return sum;
    }
}

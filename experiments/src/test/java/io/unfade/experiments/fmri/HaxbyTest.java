package io.unfade.experiments.fmri;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HaxbyTest {
    /** Tolerance for values in single precision printed with six decimal places. */
    private static final double PRINTED = 2e-6;

    private static Haxby real() throws IOException {
        return Haxby.of(SharedFiles.data("haxby2001"));
    }

    // values by nibabel and scipy.signal.detrend, z-scored with n - 1

    @Test
    void voxels_realRuns_areTheWindowsThatScipyGives() throws IOException {
        Problem problem = real().voxels("voxels-8", "");
        SeriesSet series = problem.series();

        assertSizes(series, 96, 13, 129);
        assertThat(series.classNames().get(series.label(0))).isEqualTo("scissors");
        assertThat(Problem.taskSteps(series, 95)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(problem.folds(20)).hasSize(12);
        assertThat(problem.foldName(problem.folds(20).get(11))).isEqualTo("12");
        assertThat(series.value(0, 0, 0)).isEqualTo(0.644718, within(PRINTED));
        assertThat(series.value(23, 12, 128)).isEqualTo(0.524222, within(PRINTED));
        assertThat(series.value(95, 5, 64)).isEqualTo(-0.877298, within(PRINTED));
    }

    @Test
    void slice_restBefore_isNotOnTask() throws IOException {
        SeriesSet series = real().slice("slice-8-around", "", 10).series();

        assertSizes(series, 96, 17, 530);
        assertThat(Problem.taskSteps(series, 0)).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(series.value(0, 0, 0)).isEqualTo(1.009936, within(PRINTED));
        assertThat(series.value(23, 16, 529)).isEqualTo(0.449791, within(PRINTED));
        assertThat(series.value(95, 5, 265)).isEqualTo(0.225212, within(PRINTED));
    }

    @Test
    void regions_realRuns_areTheMeansOfTheAtlas() throws IOException {
        SeriesSet series = real().regions("regions-8", "").series();

        assertSizes(series, 96, 13, 21);
        assertThat(series.value(0, 0, 0)).isEqualTo(1.221745, within(PRINTED));
        assertThat(series.value(23, 12, 20)).isEqualTo(0.272695, within(PRINTED));
        assertThat(series.value(95, 5, 10)).isEqualTo(1.127334, within(PRINTED));
    }

    @Test
    void facesOrHouses_allKinds_keepsTwoBlocksOfARun() throws IOException {
        SeriesSet series = Haxby.facesOrHouses(real().voxels("voxels-8", ""), "voxels-2", "")
                .series();

        assertSizes(series, 24, 13, 129);
        assertThat(series.classNames()).containsExactly("face", "house");
        assertThat(Arrays.stream(series.groups().orElseThrow()).filter(run -> run == 7))
                .hasSize(2);
        assertThat(series.value(0, 0, 0)).isEqualTo(0.889359, within(PRINTED));
        assertThat(series.value(23, 12, 128)).isEqualTo(-0.906257, within(PRINTED));
        assertThat(series.value(23, 5, 64)).isEqualTo(0.242553, within(PRINTED));
    }

    private static void assertSizes(SeriesSet series, int count, int steps, int features) {
        assertThat(new int[] {series.count(), series.steps(), series.features()})
                .containsExactly(count, steps, features);
    }

    @Test
    void of_folderOfOtherData_isRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Haxby.of(folder))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("has no folder sub001/BOLD");
        Files.createDirectories(folder.resolve("sub001/BOLD/task001_run001"));
        assertThatThrownBy(() -> Haxby.of(folder)).hasMessageContaining("at least 2 folders task001_run..., but has 1");
    }
}

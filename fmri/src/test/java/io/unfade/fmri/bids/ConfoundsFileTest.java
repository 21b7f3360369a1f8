package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Confounds in fMRIPrep's format. */
class ConfoundsFileTest {
    private static final int SCANS = 30;

    private final List<String> names = new ArrayList<>();
    private final List<String[]> columns = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void read_motion24_givesAllColumnsAndFillsFirstDerivativesFromSecondScan() throws IOException {
        for (String axis : List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z")) {
            for (String ending : List.of("", "_derivative1", "_derivative1_power2", "_power2")) {
                column(axis + ending, scan -> scan == 0 && ending.contains("1") ? "n/a" : "" + (scan + 0.25));
            }
        }
        Confounds confounds = read("motion24");
        assertThat(confounds.names()).hasSize(24).contains("rot_z_derivative1_power2", "trans_x");
        int derivative = confounds.names().indexOf("trans_y_derivative1");
        assertThat(confounds.values()[0][derivative]).isEqualTo(1.25);
        assertThat(confounds.values()[0][0]).isEqualTo(0.25);
        assertThat(confounds.values()[7][derivative]).isEqualTo(7.25);
        assertThat(kept(confounds)).isEqualTo(SCANS);
        assertThat(read("motion6").names()).containsExactly("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");
    }

    @Test
    void read_presetsAndColumns_giveEachColumnOnce() throws IOException {
        for (String name : List.of("cosine00", "csf", "white_matter", "global_signal", "cosine01", "mine")) {
            column(name, scan -> name.length() + "e-1");
        }
        Confounds confounds = read("wm_csf", "global", "cosine", "mine", "csf");
        assertThat(confounds.names())
                .containsExactly("csf", "white_matter", "global_signal", "cosine00", "cosine01", "mine");
        assertThat(confounds.values()[3]).containsExactly(0.3, 1.2, 1.3, 0.8, 0.8, 0.4);
    }

    @Test
    void read_acompcor_takesTheCombinedMask() throws IOException {
        components(8);
        masks(i -> i < 2 ? "CSF" : "combined");
        assertThat(read("acompcor").names()).hasSize(6).startsWith("a_comp_cor_02");
        assertThat(read("acompcor5").names()).endsWith("a_comp_cor_06").hasSize(5);
    }

    /** Up to fMRIPrep 20.2 the columns come from three masks, which the table does not identify. */
    @Test
    void read_acompcor_withoutKnownMasks_isRefused() throws IOException {
        components(3);
        for (String preset : List.of("acompcor", "acompcor5")) {
            refuses(
                    "has 3 components of anatomical CompCor, but sub-1_desc-confounds_timeseries.json, which says the mask of each, is not next to it",
                    preset);
        }
        assertThat(read("a_comp_cor_00", "a_comp_cor_02").names()).containsExactly("a_comp_cor_00", "a_comp_cor_02");
        masks(i -> "WM");
        refuses("says of none of the 3 components", "acompcor");
        Files.writeString(folder.resolve("sub-1_desc-confounds_timeseries.json"), "{}");
        refuses("says of none of the 3 components", "acompcor5");
    }

    private void components(int count) {
        for (int i = 0; i < count; i++) {
            column("a_comp_cor_0" + i, scan -> "1");
        }
    }

    private void masks(IntFunction<String> mask) throws IOException {
        String masks = IntStream.range(0, names.size())
                .mapToObj(i -> "\"" + names.get(i) + "\": {\"Mask\": \"" + mask.apply(i) + "\"}")
                .collect(Collectors.joining(", ", "{", "}"));
        Files.writeString(folder.resolve("sub-1_desc-confounds_timeseries.json"), masks);
    }

    @Test
    void read_nonSteadyState_isNeverKept() throws IOException {
        column("non_steady_state_outlier00", scan -> scan == 0 ? "1.0" : "0.0");
        column("non_steady_state_outlier01", scan -> scan == 1 ? "1.0" : "0.0");
        Confounds confounds = read();
        assertThat(confounds.kept()).startsWith(false, false, true).hasSize(SCANS);
        assertThat(kept(confounds)).isEqualTo(SCANS - 2);
        assertThat(confounds.values()).hasDimensions(SCANS, 0);
    }

    /** Motion at 4, 10, 16 (displacement), 22 (DVARS): 4 volumes before 4, 5 between each, 7 after 22. */
    @Test
    void read_scrub_dropsMovedVolumesAndShortPieces() throws IOException {
        column(
                "framewise_displacement",
                scan -> scan == 0 ? "n/a" : List.of(4, 10, 16).contains(scan) ? "0.51" : "0.5");
        column("std_dvars", scan -> scan == 0 ? "" : scan == 22 ? "1.6" : "1.5");
        assertThat(dropped(read("scrub"))).containsExactly(0, 1, 2, 3, 4, 10, 16, 22);
        names.set(1, "dvars");
        columns.set(0, IntStream.range(0, SCANS).mapToObj(scan -> "0").toArray(String[]::new));
        assertThatThrownBy(() -> read("scrub")).hasMessageContaining("no column 'std_dvars'; did you mean dvars?");
    }

    /** A segment of 4 between two moved volumes is excluded, as is one of 4 at the end. */
    @Test
    void read_scrub_dropsShortPiecesInsideAndAtTheEnd() throws IOException {
        column("framewise_displacement", scan -> List.of(10, 15, 25).contains(scan) ? "2" : "0");
        column("std_dvars", scan -> "1");
        assertThat(dropped(read("scrub"))).containsExactly(10, 11, 12, 13, 14, 15, 25, 26, 27, 28, 29);
    }

    @Test
    void read_withoutMotion_keepsShortRunsWhole() throws IOException {
        column("framewise_displacement", scan -> "0");
        column("std_dvars", scan -> "1");
        assertThat(kept(read("scrub"))).isEqualTo(SCANS);
        assertThat(new Scrubbing(0.5, 1.5, 5).kept(new double[3], new double[3]))
                .containsOnly(true);
    }

    @Test
    void read_missingColumns_areNamedWithNearOnes() throws IOException {
        column("csf", scan -> "1");
        column("trans_x_derivative1", scan -> "1");
        refuses("no column 'white_matter'", "wm_csf");
        refuses("no column 'trans_x' (and lacks trans_y, trans_z, rot_x, rot_y, rot_z)", "motion6");
        refuses("did you mean trans_x_derivative1", "trans_x_derivative2");
        refuses("did you mean csf?;", "CSF");
        refuses("no column 'a_comp_cor_00'", "acompcor5");
        refuses("groups of columns are motion6, motion24, wm_csf, global, cosine, acompcor5, acompcor", "motion12");
    }

    @Test
    void read_holesAndText_areNamedByLine() throws IOException {
        column("a", scan -> scan == 4 ? "n/a" : "1");
        column("b", scan -> scan == 4 ? "one" : "1");
        column("c", scan -> scan < 2 ? "n/a" : "1");
        refuses("line 6, column 'a': has no value; only the first scan may have none", "a");
        refuses("line 6, column 'b': must be a finite number or n/a, but is 'one'", "b");
        refuses("line 2, column 'c': has no value", "c");
    }

    @Test
    void read_headerOnly_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x_timeseries.tsv"), "a\tb\n");
        assertThatThrownBy(() -> ConfoundsFile.read(file, ConfoundSelection.NONE))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("has no scan");
    }

    private void refuses(String message, String... words) {
        assertThatThrownBy(() -> read(words))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private static int[] dropped(Confounds confounds) {
        return IntStream.range(0, SCANS).filter(scan -> !confounds.kept()[scan]).toArray();
    }

    private Confounds read(String... words) throws IOException {
        StringBuilder text = new StringBuilder(String.join("\t", names)).append('\n');
        for (int scan = 0; scan < SCANS; scan++) {
            int row = scan;
            text.append(columns.stream().map(column -> column[row]).collect(Collectors.joining("\t")))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("sub-1_desc-confounds_timeseries.tsv"), text);
        return ConfoundsFile.read(file, ConfoundSelection.of(Arrays.asList(words)));
    }

    private void column(String name, IntFunction<String> values) {
        names.add(name);
        columns.add(IntStream.range(0, SCANS).mapToObj(values).toArray(String[]::new));
    }

    private static int kept(Confounds confounds) {
        int count = 0;
        for (boolean keep : confounds.kept()) {
            count += keep ? 1 : 0;
        }
        return count;
    }
}

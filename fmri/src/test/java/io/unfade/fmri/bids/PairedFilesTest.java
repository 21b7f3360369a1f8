package io.unfade.fmri.bids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files paired with runs, and the runs in their names. */
class PairedFilesTest {
    private static final String BOLD =
            "d/sub-01_ses-1_task-x_acq-a_dir-AP_run-01_echo-1_space-MNI_desc-preproc_bold.nii";

    @ParameterizedTest
    @CsvSource({
        "sub-02_events.tsv, sub-01 and sub-02",
        "sub-1_events.tsv, sub-01 and sub-1",
        "ses-2_events.tsv, ses-1 and ses-2",
        "task-y_events.tsv, task-x and task-y",
        "acq-b_events.tsv, acq-a and acq-b",
        "dir-PA_events.tsv, dir-AP and dir-PA",
        "run-10_events.tsv, run-01 and run-10",
        "echo-2_events.tsv, echo-1 and echo-2",
        "d/sub-03/events.tsv, sub-01 and sub-03"
    })
    void entityThatBothCarry_mustAgree(String events, String words) {
        assertThatThrownBy(() -> PairedFiles.check("events", List.of(Path.of(BOLD)), List.of(Path.of(events))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "desc-preproc_bold.nii with " + Path.of(events).getFileName() + " (" + words + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "sub-01_task-x_run-1_events.tsv",
        "task-x_events.tsv",
        "sub-01_ses-1_task-x_acq-a_dir-AP_run-1_echo-01_desc-confounds_timeseries.tsv",
        "sub-01_space-T1w_desc-confounds_timeseries.tsv",
        "events.tsv",
        "sub001/model/model001/onsets/task001_run007",
        "onsets.csv"
    })
    void whatOnlyOneCarries_isNotCompared(String file) {
        assertThatCode(() -> PairedFiles.check("events", List.of(Path.of(BOLD)), List.of(Path.of(file))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "s/sub001/BOLD/task001_run001/bold.nii.gz, s/sub001/model/model001/onsets/task001_run002, run001 and run002",
        "s/sub001/BOLD/task001_run001/bold.nii.gz, s/sub002/BOLD/task001_run001/bold_events.tsv, sub001 and sub002",
        "1/MNINonLinear/Results/tfMRI_WM_LR/x.nii, 1/MNINonLinear/Results/tfMRI_WM_RL/EVs, tfMRI_WM_LR and tfMRI_WM_RL",
        "1/MNINonLinear/Results/tfMRI_WM_LR/x.nii, 2/MNINonLinear/Results/tfMRI_WM_LR/EVs, 1 and 2"
    })
    void foldersOfOpenfmriAndHcp_areCompared(String data, String events, String words) {
        assertThatThrownBy(() -> PairedFiles.check("events", List.of(Path.of(data)), List.of(Path.of(events))))
                .hasMessageContaining("(" + words + ")");
    }

    @Test
    void surfacesOfTwoHemispheres_areRefused() {
        List<Path> left =
                List.of(Path.of("sub-1_run-1_hemi-L_bold.func.gii"), Path.of("sub-1_run-2_hemi-L_bold.func.gii"));
        assertThatCode(() -> PairedFiles.checkHemispheres(left)).doesNotThrowAnyException();
        List<Path> both = List.of(left.get(0), Path.of("sub-1_run-1_hemi-R_bold.func.gii"));
        assertThatThrownBy(() -> PairedFiles.checkHemispheres(both))
                .hasMessageContaining("are of two hemispheres; prepare each hemisphere by itself");
    }

    @Test
    void manyWrongPairs_areCounted() {
        List<Path> data = Collections.nCopies(7, Path.of("sub-1_bold.nii"));
        List<Path> files = Collections.nCopies(7, Path.of("sub-2_events.tsv"));
        assertThatThrownBy(() -> PairedFiles.check("confounds", data, files))
                .hasMessageStartingWith("confounds of other runs than the data they are named for")
                .hasMessageContaining("; and 4 more pairs;");
    }
}

package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which files belong together. */
class RunFilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "a/sub-01_ses-1_task-x_run-02_bold.nii.gz, sub-01, ses-1, x, run-02, ses-1_x_run-02",
        "sub-01_task-rest_space-MNI_bold.dtseries.nii, sub-01, , rest, , rest",
        "sub-01_task-x_acq-mb_dir-AP_rec-n_run-2_echo-3_space-A_bold.nii, sub-01, , x, run-2, x_acq-mb_rec-n_dir-AP_echo-3_run-2",
        "sub-03/ses-2/func/scan.nii, sub-03, ses-2, , , ses-2",
        "d/sub001/BOLD/task001_run003/bold_25mm.nii.gz, sub001, , task001, run003, task001_run003",
        "h/100307/MNINonLinear/Results/tfMRI_MOTOR_LR/tfMRI_MOTOR_LR_Atlas_MSMAll.ptseries.nii, 100307, , MOTOR, "
                + "tfMRI_MOTOR_LR, tfMRI_MOTOR_LR",
        "tfMRI_WM_RL/x.npz, , , WM, tfMRI_WM_RL, tfMRI_WM_RL",
        "some/where/series.csv, , , , , ''"
    })
    void of_path_saysWhoAndWhat(String path, String subject, String session, String task, String run, String label) {
        RunIdentity identity = RunIdentity.of(folder.resolve(path));
        assertThat(identity.subject().orElse(null)).isEqualTo(subject);
        assertThat(identity.session().orElse(null)).isEqualTo(session);
        assertThat(identity.task().orElse(null)).isEqualTo(task);
        assertThat(identity.run().orElse(null)).isEqualTo(run);
        assertThat(identity.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {".nii", ".nii.gz", ".ptseries.nii", ".dtseries.nii", ".tsv", ".csv", ".npz"})
    void find_bids_takesTheFilesOfTheSameRun(String extension) throws IOException {
        for (String run : new String[] {"1", "2"}) {
            write("func/sub-01_task-x_run-" + run + "_events.tsv");
            write("func/sub-01_task-x_run-" + run + "_desc-confounds_timeseries.tsv");
            write("func/sub-01_task-x_run-" + run + "_bold.json");
        }
        Path image = write("func/sub-01_task-x_run-2_space-MNI_res-2_desc-preproc_bold" + extension);
        RunFiles files = RunFiles.find(image);
        assertThat(files.events()).hasValue(folder.resolve("func/sub-01_task-x_run-2_events.tsv"));
        assertThat(files.confounds())
                .hasValue(folder.resolve("func/sub-01_task-x_run-2_desc-confounds_timeseries.tsv"));
    }

    @Test
    void find_olderConfounds_areFound() throws IOException {
        write("sub-01_task-x_desc-confounds_regressors.tsv");
        write("sub-02_task-x_desc-confounds_timeseries.tsv");
        assertThat(RunFiles.find(folder.resolve("sub-01_task-x_desc-preproc_bold.nii"))
                        .confounds())
                .hasValue(folder.resolve("sub-01_task-x_desc-confounds_regressors.tsv"));
    }

    @Test
    void find_derivative_takesEventsOfTheDataset() throws IOException {
        Path events = write("data/sub-01/func/sub-01_task-x_events.tsv");
        Path image = write("data/derivatives/fmriprep/sub-01/func/sub-01_task-x_space-MNI_desc-preproc_bold.nii.gz");
        write("data/derivatives/fmriprep/dataset_description.json");
        assertThat(RunFiles.find(image).events())
                .hasValueSatisfying(file ->
                        assertThat(file).isEqualTo(events.toAbsolutePath().normalize()));
    }

    @Test
    void find_otherNames_takeEventsThatTheNameBeginsWith() throws IOException {
        Path first = write("a/run1_events.tsv");
        assertThat(RunFiles.find(folder.resolve("a/run1.nii.gz")).events()).hasValue(first);
        assertThat(RunFiles.find(folder.resolve("a/run1_bold.nii")).events()).hasValue(first);
        assertThat(RunFiles.find(folder.resolve("a/run10.nii.gz")).events()).isEmpty();
        assertThat(RunFiles.find(folder.resolve("a/run2.nii.gz")).events()).isEmpty();
        Path second = write("a/run1_bold_events.tsv");
        assertThat(RunFiles.find(folder.resolve("a/run1_bold.nii")).events()).hasValue(second);
        assertThat(RunFiles.find(folder.resolve("a/run1_x.nii")).events()).hasValue(first);
        Path all = write("b/events.tsv");
        assertThat(RunFiles.find(folder.resolve("b/bold.nii")).events()).hasValue(all);
    }

    @Test
    void find_eventsOfAnotherRun_areNotTaken() throws IOException {
        write("sub-01_task-x_run-1_events.tsv");
        RunFiles files = RunFiles.find(write("sub-01_task-x_run-2_bold.nii.gz"));
        assertThat(files.events()).isEmpty();
        assertThat(files.confounds()).isEmpty();
    }

    /** Raw data have {@code run-01}, fMRIPrep 20.2 {@code run-1}: an index is a number. */
    @Test
    void find_indexWithOtherZeros_isTheSameRun() throws IOException {
        Path events = write("data/sub-01/func/sub-01_task-x_run-01_events.tsv");
        write("data/sub-01/func/sub-01_task-x_run-10_events.tsv");
        String derived = "data/derivatives/fmriprep/sub-01/func/sub-01_task-x_run-";
        Path confounds = write(derived + "01_desc-confounds_timeseries.tsv");
        RunFiles files = RunFiles.find(write(derived + "1_space-MNI_desc-preproc_bold.nii.gz"));
        assertThat(files.events())
                .hasValueSatisfying(file ->
                        assertThat(file).isEqualTo(events.toAbsolutePath().normalize()));
        assertThat(files.confounds()).hasValue(confounds);
        write("sub-1_events.tsv");
        assertThat(RunFiles.find(folder.resolve("sub-01_bold.nii")).events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses-2", "acq-b", "rec-b", "dir-PA", "echo-2"})
    void find_otherVariants_areOtherRuns(String variant) throws IOException {
        write("sub-01_task-x_" + variant + "_events.tsv");
        write("sub-01_task-x_" + variant + "_desc-confounds_timeseries.tsv");
        RunFiles files = RunFiles.find(folder.resolve("sub-01_ses-1_task-x_acq-a_rec-a_dir-AP_echo-1_bold.nii"));
        assertThat(files.events()).isEmpty();
        assertThat(files.confounds()).isEmpty();
        assertThat(files.otherEvents()).containsExactly(folder.resolve("sub-01_task-x_" + variant + "_events.tsv"));
    }

    @Test
    void find_severalThatFit_areRefusedByName() throws IOException {
        write("sub-01_task-x_run-1_events.tsv");
        write("sub-01_task-x_run-01_events.tsv");
        write("sub-01_task-x_run-1_desc-confounds_timeseries.tsv");
        write("sub-01_task-x_run-1_desc-confounds_regressors.tsv");
        RunFiles files = RunFiles.find(folder.resolve("sub-01_task-x_run-1_bold.nii"));
        assertThatThrownBy(files::events)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("has 2 files of events that fit its name equally well")
                .hasMessageContaining("run-1_events.tsv")
                .hasMessageContaining("run-01_events.tsv");
        assertThatThrownBy(files::confounds)
                .hasMessageContaining("_timeseries.tsv")
                .hasMessageContaining("_regressors.tsv");
        write("sub-01_task-x_events.tsv"); // less specific
        assertThat(RunFiles.find(folder.resolve("sub-01_task-x_run-2_bold.nii")).events())
                .isPresent();
    }

    @Test
    void otherEvents_areTheMostAlikeFirst() throws IOException {
        for (int run = 1; run <= 6; run++) {
            write("sub-01_task-y_run-" + run + "_events.tsv");
        }
        Path image = folder.resolve("sub-01_task-x_run-3_bold.nii");
        List<Path> others = RunFiles.find(image).otherEvents();
        assertThat(others).hasSize(4).startsWith(folder.resolve("sub-01_task-y_run-3_events.tsv"));
    }

    @Test
    void find_hcp_takesTheFolderOfExplanatoryVariables() throws IOException {
        Path run = folder.resolve("100307/MNINonLinear/Results/tfMRI_MOTOR_LR");
        Files.createDirectories(run.resolve("EVs"));
        assertThat(RunFiles.find(run.resolve("tfMRI_MOTOR_LR_Atlas_MSMAll.ptseries.nii"))
                        .events())
                .hasValue(run.resolve("EVs"));
    }

    @Test
    void find_folderThatIsNotThere_findsNothing() throws IOException {
        assertThat(RunFiles.find(folder.resolve("no/where/bold.nii")).events()).isEmpty();
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}

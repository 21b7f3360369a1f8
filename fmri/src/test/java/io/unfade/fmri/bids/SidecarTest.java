package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** JSON files of images. */
class SidecarTest {
    @TempDir
    Path folder;

    @Test
    void read_object_givesSecondsAndTask() throws IOException {
        Path json =
                write("x.json", "{\"RepetitionTime\": 2.5, \"StartTime\": 0, \"TaskName\": \"faces\", \"Other\": []}");
        assertThat(Sidecar.read(json)).isEqualTo(new Sidecar(2.5, 0));
        assertThat(Sidecar.read(write("y.json", "{}"))).isEqualTo(Sidecar.EMPTY);
    }

    @Test
    void read_wrongContent_isNamed() throws IOException {
        refuses("{\"RepetitionTime\": 2500}", "RepetitionTime: must be in seconds, above 0 and below 100");
        refuses("{\"RepetitionTime\": 0}", "RepetitionTime: must be in seconds");
        refuses("{\"RepetitionTime\": \"2.5\"}", "RepetitionTime: must be a number of seconds, but is '\"2.5\"'");
        refuses("{\"RepetitionTime\": 2.5", "line 1: is not JSON");
        refuses("{\"a\":" + "[".repeat(1_000_000), "is not JSON");
        refuses("[1]", "must be a JSON object");
        refuses("", "must be a JSON object");
    }

    @Test
    void read_bytesThatLookLikeAnotherEncoding_nameTheFile() throws IOException {
        Path json = folder.resolve("wide.json");
        Files.write(json, new byte[] {0, 0, 0, '{', 0x7f, 0, 0, 0});
        assertThatThrownBy(() -> Sidecar.read(json))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("wide.json: must be text in UTF-8, but looks like UTF-32");
        assertThat(Sidecar.read(write("marked.json", "\uFEFF{\"RepetitionTime\": 2}"))
                        .repetitionTime())
                .isEqualTo(2);
    }

    @Test
    void read_volumeTiming_mustBeEvenAndAgree() throws IOException {
        assertThat(Sidecar.read(write("v.json", "{\"VolumeTiming\": [0, 2.5, 5]}")))
                .isEqualTo(new Sidecar(2.5, Double.NaN));
        refuses("{\"VolumeTiming\": [0, 5, 10], \"RepetitionTime\": 2}", "VolumeTiming: says 5.0 s from scan to scan");
        refuses("{\"VolumeTiming\": [0, 2, 5]}", "VolumeTiming: must be at least two times, evenly apart");
        refuses("{\"VolumeTiming\": [1, 3, 5]}", "VolumeTiming: must be");
        refuses("{\"VolumeTiming\": 2}", "VolumeTiming: must be");
    }

    @Test
    void ofImage_inheritance_nearestCountsAndOtherTasksDoNot() throws IOException {
        write("task-x_bold.json", "{\"RepetitionTime\": 3, \"TaskName\": \"x\"}");
        write("task-y_bold.json", "{\"RepetitionTime\": 9}");
        write("sub-01/ses-1/func/sub-01_ses-1_task-x_run-2_bold.json", "{\"RepetitionTime\": 9}");
        write("sub-01/ses-1/func/sub-01_ses-1_task-x_bold.json", "{\"StartTime\": 1}");
        Path image = folder.resolve("sub-01/ses-1/func/sub-01_ses-1_task-x_run-1_space-A_desc-preproc_bold.nii.gz");
        assertThat(Sidecar.ofImage(image)).isEqualTo(new Sidecar(3, 1));
        write("sub-01/ses-1/func/sub-01_ses-1_task-x_run-1_space-A_desc-preproc_bold.json", "{\"RepetitionTime\": 2}");
        assertThat(Sidecar.ofImage(image).repetitionTime()).isEqualTo(2);
    }

    @Test
    void ofImage_rootOfDataset_endsTheSearch() throws IOException {
        write("task-x_bold.json", "{\"RepetitionTime\": 3}");
        write("data/dataset_description.json", "{}");
        assertThat(Sidecar.ofImage(folder.resolve("data/sub-1/func/sub-1_task-x_bold.nii")))
                .isEqualTo(Sidecar.EMPTY);
    }

    @Test
    void ofImage_otherNames_takeTheFileOfTheSameName() throws IOException {
        write("scan.json", "{\"RepetitionTime\": 2}");
        assertThat(Sidecar.ofImage(folder.resolve("scan.nii.gz")).repetitionTime())
                .isEqualTo(2);
        assertThat(Sidecar.ofImage(folder.resolve("other.nii.gz"))).isEqualTo(Sidecar.EMPTY);
    }

    @Test
    void ofImage_someValues_looksAtNoOthers() throws IOException {
        write("scan.json", "{\"RepetitionTime\": 2000, \"StartTime\": 0.5}");
        Path image = folder.resolve("scan.nii.gz");
        assertThat(Sidecar.ofImage(image, EnumSet.of(Sidecar.Field.START_TIME)))
                .isEqualTo(new Sidecar(Double.NaN, 0.5));
        write("scan.json", "{\"RepetitionTime\": 2, \"StartTime\": \"soon\"}");
        assertThat(Sidecar.ofImage(image, EnumSet.of(Sidecar.Field.REPETITION_TIME)))
                .isEqualTo(new Sidecar(2, Double.NaN));
        write("scan.json", "not JSON");
        assertThat(Sidecar.ofImage(image, EnumSet.noneOf(Sidecar.Field.class))).isEqualTo(Sidecar.EMPTY);
    }

    @Test
    void ofImage_twoOfWhichNoneCountsMore_mustAgree() throws IOException {
        write("sub-1_task-x_run-1_bold.json", "{\"RepetitionTime\": 2}");
        write("sub-1_task-x_run-01_bold.json", "{\"StartTime\": 1}");
        Path image = folder.resolve("sub-1_task-x_run-1_bold.nii");
        assertThat(Sidecar.ofImage(image)).isEqualTo(new Sidecar(2, 1));
        write("sub-1_task-x_run-01_bold.json", "{\"RepetitionTime\": 3}");
        assertThatThrownBy(() -> Sidecar.ofImage(image))
                .hasMessageContaining("says other times of sub-1_task-x_run-1_bold.nii than")
                .hasMessageContaining("run-01_bold.json");
    }

    private void refuses(String text, String message) throws IOException {
        Path json = write("wrong.json", text);
        assertThatThrownBy(() -> Sidecar.read(json))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}

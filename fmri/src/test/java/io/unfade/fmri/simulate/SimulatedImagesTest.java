package io.unfade.fmri.simulate;

import io.unfade.fmri.image.NiftiImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedImagesTest {
    private static final long SEED = 4;
    private static final SimulatedStudy STUDY =
            new TaskSimulation(11, 6, new TaskDesign(2, 1, 1, 1.5, 6, 3), TaskSignal.defaults()).study(SEED);

    @TempDir
    Path folder;

    @Test
    void atlas_readBack_isThatOfTheBrain() throws IOException {
        SimulatedBrain brain = SimulatedBrain.of(6);
        new SimulatedImages(brain, folder, SEED).writeAtlas();
        NiftiImage atlas = NiftiImage.open(folder.resolve("atlas.nii.gz"));
        assertThat(atlas.grid().matches(brain.labels().grid())).isTrue();
        assertThat(atlas.readVolume().values()).isEqualTo(brain.labels().values());
        double[] background = NiftiImage.open(folder.resolve("background.nii.gz"))
                .readVolume()
                .values();
        assertThat(background)
                .isEqualTo(Arrays.stream(brain.background().values())
                        .map(Math::rint)
                        .toArray());
        assertThat(folder.resolve("atlas.tsv"))
                .content()
                .startsWith("index\tname\n1\tL-001\n")
                .endsWith("\n6\tR-003\n");
    }

    @Test
    void run_readBack_isWhatWasSimulated() throws IOException {
        SimulatedBrain brain = SimulatedBrain.of(6);
        SimulatedRun run = STUDY.run(10, 0);
        new SimulatedImages(brain, folder, SEED).writeRun(run);
        Path func = folder.resolve("sub-11/func");
        NiftiImage image = NiftiImage.open(func.resolve("sub-11_task-sim_run-01_bold.nii.gz"));
        // 21 s of rests and blocks
        assertThat(image.volumes()).isEqualTo(14);
        assertThat(image.header().repetitionTime()).isEqualTo(1.5);
        List<double[]> volumes = new ArrayList<>();
        image.forEachVolume((index, values) -> volumes.add(values.clone()));
        for (int scan = 0; scan < 14; scan++) {
            double[] expected = brain.volumes(run, SEED).apply(scan);
            assertThat(volumes.get(scan))
                    .isEqualTo(Arrays.stream(expected).map(Math::rint).toArray());
        }
        String first = run.blocks().get(0).trialType();
        String second = run.blocks().get(1).trialType();
        assertThat(Files.readString(func.resolve("sub-11_task-sim_run-01_events.tsv")))
                .isEqualTo("onset\tduration\ttrial_type\n3.0\t6.0\t" + first + "\n12.0\t6.0\t" + second + "\n");
        assertThat(Files.readString(func.resolve("sub-11_task-sim_run-01_bold.json")))
                .isEqualTo("{\"RepetitionTime\": 1.5, \"TaskName\": \"sim\"}\n");
    }
}

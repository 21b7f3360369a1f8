package io.unfade.workflow.generate;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GeneratePlantedTest {
    private static final int SERIES = 40;
    private static final int STEPS = 8;
    private static final int FEATURES = 3;

    @TempDir
    Path folder;

    private Path background;
    private Request<TrainTestSplit> request;

    @BeforeEach
    void writeNoise() throws IOException {
        Random random = new Random(3);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, SERIES, STEPS, FEATURES);
        for (int i = 0; i < SERIES; i++) {
            for (int cell = 0; cell < STEPS * FEATURES; cell++) {
                builder.cell(i, cell / FEATURES, cell % FEATURES, random.nextGaussian());
            }
        }
        background = folder.resolve("noise.npz");
        SeriesFiles.write(builder.build(), background);
        request = new GeneratePlanted(folder.resolve("out"), background, "2:5,0:2").with("shift", 3.0);
    }

    private static boolean isIn(int time, int feature) {
        return time >= 2 && time < 5 && feature < 2;
    }

    @Test
    void series_haveTheBoxWithTheSignOfTheirClass_andNothingElse() throws IOException {
        TrainTestSplit data = request.run().value();
        assertThat(data.training().count() + data.test().count()).isEqualTo(SERIES);
        assertThat(data.test().count()).isEqualTo(10);

        SeriesSet training = SeriesFiles.read(folder.resolve("out/train.npz"));
        double[][] sums = new double[2][2]; // by class, in the box and outside
        int[][] counts = new int[2][2];
        for (int i = 0; i < training.count(); i++) {
            boolean[] reference = training.referenceMask(i);
            for (int cell = 0; cell < reference.length; cell++) {
                int side = isIn(cell / FEATURES, cell % FEATURES) ? 0 : 1;
                assertThat(reference[cell]).isEqualTo(side == 0);
                sums[training.label(i)][side] += training.value(i, cell / FEATURES, cell % FEATURES);
                counts[training.label(i)][side]++;
            }
        }
        double inside = sums[0][0] / counts[0][0] - sums[1][0] / counts[1][0];
        assertThat(Math.abs(inside)).as("the classes are +3 and -3 deviations").isCloseTo(6, within(0.7));
        assertThat(sums[0][1] / counts[0][1]).isCloseTo(sums[1][1] / counts[1][1], within(0.4));
    }

    @Test
    void wrongSettings_areNamed() {
        assertThatThrownBy(() -> request.with("box", "2:5").run())
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("FROM:TO,FROM:TO");
        assertThatThrownBy(() -> request.with("testShare", 1.0).run())
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("below 1");
        assertThatThrownBy(() -> request.with("box", "2:5,0:9").run()).hasMessageContaining("9");
        assertThat(folder.resolve("out/train.npz")).doesNotExist();
    }
}

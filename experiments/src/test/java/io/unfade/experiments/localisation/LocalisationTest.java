package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.trial.SeedRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The smallest form of the comparison of ways to train: order of the numbers, not their values. */
class LocalisationTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_latterBox_noiseFindsWhatThePapersWayDoesNot() throws IOException {
        LocalisationRuns runs = new LocalisationRuns(
                List.of(new Localisation.Case("latter-box", BoxData.named("latter-box"), true)),
                new SeedRange(0, 1),
                4,
                new LocalisationRuns.Counts(300, 40, 1));

        Findings found =
                Reproduction.run(runs, folder, JsonNodeFactory.instance.objectNode(), "localisation", Progress.NONE);

        assertThat(auc(found, Way.NOISE.key(), LocalisationRuns.CELLS))
                .isGreaterThan(auc(found, Way.PAPER.key(), LocalisationRuns.GRADIENT) + 0.1);
        assertThat(auc(found, Way.NOISE.key(), LocalisationRuns.TWO_WAY)).isGreaterThan(0.8);
        assertThat(number(found, "untrained", LocalisationRuns.CELLS, "noiseLevel"))
                .isEqualTo(20);
        assertThat(number(found, "no-noise", LocalisationRuns.GRADIENT, "noiseLevel"))
                .isZero();
        assertThat(auc(found, "permuted", LocalisationRuns.CELLS))
                .isLessThan(auc(found, Way.NOISE.key(), LocalisationRuns.CELLS));
        assertThat(auc(found, LocalisationRuns.NO_MODEL, "random")).isEqualTo(0.5, within(0.03));
        assertThat(found.page().summary()).contains("Without any model");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    private static double auc(Findings found, String way, String map) {
        return number(found, way, map, "rocAuc");
    }

    private static double number(Findings found, String way, String map, String measure) {
        return found.summary().mean(List.of("latter-box", way, map), measure);
    }
}

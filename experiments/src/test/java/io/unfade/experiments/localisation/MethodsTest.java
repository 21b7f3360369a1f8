package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The smallest form of the comparison of methods. */
class MethodsTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_fewMethods_haveARowEachWhereTheyApply() throws IOException {
        List<String> methods = List.of("random", "attention-rollout", "mean-difference", "gradient");
        Study study = Methods.study(
                List.of("distractor-earlier-box"),
                methods,
                new Regime.Schedule(2, 50, 1e-3, 1),
                new SeedRange(0, 1),
                new Methods.Counts(200, 20, 3));

        Findings found =
                Reproduction.run(study, folder, JsonNodeFactory.instance.objectNode(), "methods", Progress.NONE);

        assertThat(found.results().rows()).hasSize(2 * methods.size());
        assertThat(number(found, "lstm", "attention-rollout", "rocAuc")).isNaN();
        assertThat(number(found, "lstm-mean", "attention-rollout", "rocAuc")).isBetween(0.0, 1.0);
        assertThat(number(found, "lstm", "random", "rocAuc")).isEqualTo(0.5, within(0.03));
        assertThat(number(found, "lstm", "mean-difference", "rocAuc")).isGreaterThan(0.8);
        assertThat(number(found, "lstm", "random", "distractorRatio")).isEqualTo(1, within(0.1));
        assertThat(number(found, "lstm-mean", "gradient", "backward")).isEqualTo(1);
        assertThat(found.page().summary()).contains("mean-difference (control)");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    private static double number(Findings found, String model, String method, String measure) {
        return found.summary().mean(List.of("distractor-earlier-box", model, method), measure);
    }
}

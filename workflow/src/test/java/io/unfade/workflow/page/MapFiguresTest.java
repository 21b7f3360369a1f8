package io.unfade.workflow.page;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.report.draw.ColorScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class MapFiguresTest {
    @ParameterizedTest
    @CsvSource({"occlusion, SIGNED", "input-magnitude, MAGNITUDE", "temporal-rescaling, MAGNITUDE", "random, SIGNED"})
    void saliency_mapsThatAreNeverNegative_haveAScaleFromZero(String name, ColorScale.Kind kind) {
        SeriesSet set =
                SeriesSet.builder(Precision.DOUBLE, 1, 3, 2).cell(0, 1, 1, -2).build();
        Model model = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
            double[][] outputs = new double[inputs.count()][];
            for (int b = 0; b < outputs.length; b++) {
                outputs[b] = new double[] {0, inputs.values()[inputs.offset(b) + 3]};
            }
            return outputs;
        });
        Map<String, String> options = name.equals("temporal-rescaling") ? Map.of("method", "occlusion") : Map.of();
        Attribution method = Attributions.of(name, options);
        SaliencyMaps maps = Explainer.explain(
                model, set, method, new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 1, 0), Progress.NONE);
        assertThat(MapFigures.saliency("", set, maps, 0).scale().kind()).isEqualTo(kind);
    }
}

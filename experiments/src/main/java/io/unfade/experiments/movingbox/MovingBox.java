package io.unfade.experiments.movingbox;

import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The moving box: 60 informative steps starting at 0, 10, 20, 30 or 40 of 100. A fading map gets better the later they
 * are; a map that does not fade is equally good for all starts.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019; the poster
 * </ol>
 */
public final class MovingBox implements Experiment {
    private static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.reading("lstm-self-attention", "LSTM + self-attention", false, ReadoutKind.SELF_ATTENTION),
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention, mean", Cell.LSTM, HopPooling.MEAN),
            ModelKind.attentive("lstm-concat", "LSTM + input-cell attention, concat", Cell.LSTM, HopPooling.CONCAT),
            ModelKind.attentive(
                    "lstm-concat-l2", "LSTM + input-cell attention, concat-l2", Cell.LSTM, HopPooling.CONCAT_L2));

    private static final int STARTS = 5;
    private static final int BETWEEN = 10;
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 50, 1e-3, 1);

    @Override
    public String name() {
        return "moving-box";
    }

    @Override
    public String purpose() {
        return "localisation against the start of the informative steps, 5 models";
    }

    @Override
    public Study study(Choices choices) {
        List<Case<BoxData>> cases = IntStream.range(0, STARTS)
                .map(i -> i * BETWEEN)
                .mapToObj(start -> Case.of(Integer.toString(start), BoxData.movingBox(start)))
                .toList();
        Map<Regime, Regime.Schedule> schedules =
                Map.of(Regime.AUTHORS, SCHEDULE.chosen(choices, MapRuns.QUICK_BOX_EPOCHS));
        return study(MapRuns.ofBoxes("start", cases, MODELS, schedules, choices), !choices.quick());
    }

    /** {@return the study of some runs, with the published numbers if they are to be compared} */
    static Study study(MapRuns<BoxData> runs, boolean compared) {
        Published published = compared
                ? Published.read(MovingBox.class, "published.csv", List.of("start", "model", "regime"))
                : Published.none();
        return runs.study(MapRecord.MEASURES, published, MovingBoxPage::new);
    }
}

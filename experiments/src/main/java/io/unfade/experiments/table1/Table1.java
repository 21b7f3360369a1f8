package io.unfade.experiments.table1;

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

/**
 * The paper's table on synthetic data: six sets of boxes and its four models; in addition, the other forms of the attention,
 * other cells and readouts, and models not selected on their test series.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019; numbers of the table in the authors' repository
 * </ol>
 */
public final class Table1 implements Experiment {
    /** The data sets, in the paper's order. */
    static final List<String> DATA = List.of(
            "earlier-box", "middle-box", "latter-box", "mixed-boxes", "three-earlier-boxes", "three-middle-boxes");

    /** The models; the first is the plain one, which forgets. */
    static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.reading("bilstm", "Bidirectional LSTM", true, ReadoutKind.LAST_STEP),
            ModelKind.reading("lstm-self-attention", "LSTM + self-attention", false, ReadoutKind.SELF_ATTENTION),
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention, mean", Cell.LSTM, HopPooling.MEAN),
            ModelKind.attentive("lstm-concat", "LSTM + input-cell attention, concat", Cell.LSTM, HopPooling.CONCAT),
            ModelKind.attentive(
                    "lstm-concat-l2", "LSTM + input-cell attention, concat-l2", Cell.LSTM, HopPooling.CONCAT_L2),
            ModelKind.reading("bilstm-final", "Bidirectional LSTM, final states", true, ReadoutKind.LAST),
            ModelKind.reading("lstm-max", "LSTM, max pooling", false, ReadoutKind.MAX),
            ModelKind.reading("lstm-average", "LSTM, mean pooling", false, ReadoutKind.MEAN),
            ModelKind.plain("gru", "GRU", Cell.GRU),
            ModelKind.attentive("gru-mean", "GRU + input-cell attention, mean", Cell.GRU, HopPooling.MEAN),
            ModelKind.plain("rnn", "Tanh RNN", Cell.RNN),
            ModelKind.attentive("rnn-mean", "Tanh RNN + input-cell attention, mean", Cell.RNN, HopPooling.MEAN));

    private static final Regime.Schedule AUTHORS = new Regime.Schedule(100, 50, 1e-3, 1);
    private static final Regime.Schedule SOUND = new Regime.Schedule(10, 50, 1e-3, 3);

    @Override
    public String name() {
        return "table1";
    }

    @Override
    public String purpose() {
        return "saliency on six synthetic data sets, 13 models, two ways to train";
    }

    @Override
    public Study study(Choices choices) {
        List<Case<BoxData>> cases =
                DATA.stream().map(name -> Case.of(name, BoxData.named(name))).toList();
        Map<Regime, Regime.Schedule> schedules = Map.of(
                Regime.AUTHORS,
                AUTHORS.chosen(choices, MapRuns.QUICK_BOX_EPOCHS),
                Regime.SOUND,
                choices.quick() ? SOUND.withEpochs(MapRuns.QUICK_BOX_EPOCHS) : SOUND);
        return study(MapRuns.ofBoxes("data", cases, MODELS, schedules, choices), !choices.quick());
    }

    /** {@return the study of some runs, with the published numbers if they are to be compared} */
    static Study study(MapRuns<BoxData> runs, boolean compared) {
        Published published = compared
                ? Published.read(Table1.class, "published.csv", List.of("data", "model", "regime"))
                : Published.none();
        return runs.study(MapRecord.MEASURES, published, Table1Page::new);
    }
}

package io.unfade.experiments.tsbenchmark;

import io.unfade.data.synth.BoxType;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.ProcessData.Variant;
import io.unfade.data.synth.TimeProcess;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The benchmark's 10 types of boxes in 7 processes, with the faulty processes also corrected, for an LSTM without and
 * with input-cell attention in the form of the authors' code.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi, "Benchmarking Deep Learning Interpretability in Time Series
 *       Predictions", NeurIPS 2020, arXiv 2010.13924
 * </ol>
 */
public final class TsBenchmark implements Experiment {
    private static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention, mean", Cell.LSTM, HopPooling.MEAN));

    private static final ModelKind.Size SIZE = new ModelKind.Size(5, 10, 50, 0.1);
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 50, 1e-3, 1);
    private static final int SEEDS = 1;
    private static final int TRAINING = 1000;
    private static final int TEST = 100;
    private static final int QUICK_EPOCHS = 5;
    private static final int QUICK_TRAINING = 200;
    private static final int QUICK_TEST = 40;

    @Override
    public String name() {
        return "ts-benchmark";
    }

    @Override
    public String purpose() {
        return "70 data sets of the time-series benchmark and 30 corrected ones, 2 models";
    }

    @Override
    public Study study(Choices choices) {
        boolean quick = choices.quick();
        Map<Regime, Regime.Schedule> schedules = Map.of(Regime.AUTHORS, SCHEDULE.chosen(choices, QUICK_EPOCHS));
        return study(new MapRuns<>(
                List.of("type", "process", "variant"),
                cases(),
                new Setup(MODELS, SIZE, schedules, true, new SeedRange(choices.seed(), SEEDS)),
                quick ? QUICK_TRAINING : TRAINING,
                quick ? QUICK_TEST : TEST,
                Set.of(MapRecord.Part.AREAS)));
    }

    private static List<Case<ProcessData>> cases() {
        List<Case<ProcessData>> cases = new ArrayList<>();
        for (TimeProcess process : TimeProcess.values()) {
            for (Variant variant : Variant.values()) {
                if (variant == Variant.CORRECTED && !process.hasCorrected()) {
                    continue;
                }
                for (BoxType type : BoxType.values()) {
                    cases.add(new Case<>(
                            List.of(type.key(), process.key(), variant.key()),
                            new ProcessData(type, process, variant)));
                }
            }
        }
        return cases;
    }

    /** {@return the study of some runs} */
    static Study study(MapRuns<ProcessData> runs) {
        List<Measure> measures = new ArrayList<>(MapRecord.AREAS);
        measures.addAll(MapRecord.MEASURES);
        return runs.study(measures, Published.none(), TsBenchmarkPage::new);
    }
}

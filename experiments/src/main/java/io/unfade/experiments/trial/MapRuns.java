package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.SyntheticData;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs on generated data with known informative cells, each with the localisation of its maps.
 *
 * @param columns names of the labels that identify data sets
 * @param cases the data sets
 * @param setup the models and their training; a seed is that of data and model
 * @param training number of training series
 * @param test number of series to test and explain
 * @param kept optional parts of every record; the mean map of the first seed is always kept
 */
public record MapRuns<D extends SyntheticData>(
        List<String> columns, List<Grid.Case<D>> cases, Setup setup, int training, int test, Set<MapRecord.Part> kept) {
    /** Number of epochs of the quick versions on box data. */
    public static final int QUICK_BOX_EPOCHS = 5;

    private static final int BOX_SEEDS = 5;

    /**
     * {@return runs with the numbers of series and seeds for the paper's synthetic data; few of both in the quick version}
     *
     * @param column name of the label that identifies data sets
     */
    public static MapRuns<BoxData> ofBoxes(
            String column,
            List<Grid.Case<BoxData>> cases,
            List<ModelKind> kinds,
            Map<Regime, Regime.Schedule> schedules,
            Choices choices) {
        boolean quick = choices.quick();
        SeedRange seeds = new SeedRange(choices.seed(), quick ? 1 : BOX_SEEDS);
        Setup setup = new Setup(kinds, ModelKind.Size.AUTHORS, schedules, true, seeds);
        return new MapRuns<>(List.of(column), cases, setup, quick ? 300 : 1000, quick ? 60 : 300, Set.of());
    }

    /** {@return the study of these runs} */
    public Study study(List<Measure> measures, Published published, Function<Outcome<D>, StudyPage> page) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var all = settings.putArray("data");
        cases.forEach(each -> all.add(String.join(" ", each.labels())));
        setup.putInto(settings);
        settings.put("trainingSeries", training);
        settings.put("testSeries", test);
        String series = String.format(Locale.ROOT, "%,d series to train with and %,d to test with", training, test);
        Grid<D> grid = new Grid<>(columns, cases, setup, this::record);
        return new GridStudy<>(settings, List.of(), grid, measures, published, setup.describe(series), page);
    }

    private ObjectNode record(Grid.Run<D> run) {
        Set<MapRecord.Part> wanted = EnumSet.noneOf(MapRecord.Part.class);
        wanted.addAll(kept);
        if (run.seed() == setup.seeds().first()) {
            wanted.add(MapRecord.Part.MAP);
        }
        return MapRecord.of(run, run.data(() -> run.on().data().generate(training, test, run.seed())), wanted);
    }
}

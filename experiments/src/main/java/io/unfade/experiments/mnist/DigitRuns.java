package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.experiments.mnist.Mnist.Setup;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.Unit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.DataPool;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.Trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every kind of model from every seed on the same digits.
 *
 * @param setup what is run
 * @param digits what on
 */
record DigitRuns(Setup setup, Digits digits) implements Study {
    static final Regime REGIME = Regime.SOUND;

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("filesSha256", digits.sha256());
        settings.put("timeAxis", digits.timeAxis().key());
        settings.put("pixelMean", Digits.MEAN);
        settings.put("pixelScale", Digits.SCALE);
        settings.put("inkAbove", Digits.BLANK);
        ModelKind.putInto(settings, setup.kinds());
        settings.put("regime", REGIME.key());
        setup.size().putInto(settings);
        setup.schedule().putInto(settings);
        setup.seeds().putInto(settings);
        settings.put("trainingSeries", digits.data().training().count());
        settings.put("testSeries", digits.test().count());
        return settings;
    }

    /** {@return the settings in a sentence, for readers} */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%s; %,d digits to train with and %,d to test with; %s; %s; %s",
                setup.seeds().describe(),
                digits.data().training().count(),
                digits.test().count(),
                setup.schedule().describe(),
                setup.size().describe(),
                REGIME.title());
    }

    @Override
    public List<FileStamp> files() {
        return digits.files();
    }

    @Override
    public List<Unit> units() {
        DataPool pool = new DataPool(training -> Digits.standardizer(training.features()));
        List<Unit> units = new ArrayList<>();
        for (long seed : setup.seeds().all()) {
            for (ModelKind kind : setup.kinds()) {
                units.add(unit(pool, kind, seed));
            }
        }
        return units;
    }

    private Unit unit(DataPool pool, ModelKind kind, long seed) {
        return new Unit(
                key(kind, seed),
                () -> DigitRecord.of(
                        new Trial.Recipe(kind, setup.size(), REGIME, setup.schedule()),
                        pool.get("digits", digits::data),
                        digits,
                        seed,
                        seed == setup.seeds().first()));
    }

    private static String key(ModelKind kind, long seed) {
        return kind.key() + "." + seed;
    }

    /** {@return what was kept of a kind of model, one for each seed} */
    List<JsonNode> of(ModelKind kind, Map<String, JsonNode> records) {
        return setup.seeds().of(records, seed -> key(kind, seed));
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        List<Measure> measures = DigitRecord.measures(digits);
        List<ResultTable.Row> rows = new ArrayList<>();
        for (ModelKind kind : setup.kinds()) {
            rows.addAll(setup.seeds().rows(List.of(kind.key()), of(kind, records), measures));
        }
        ResultTable results = new ResultTable(List.of("model", "seed"), measures, rows);
        Summary summary = Summary.of(results, Published.none());
        return new Findings(results, summary, new MnistPage(this, records, summary).page());
    }
}

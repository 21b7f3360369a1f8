package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.data.Split;
import io.unfade.experiments.fmri.FmriExperiment.Setup;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.Unit;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Both models in every fold of every problem, from every seed.
 *
 * @param setup what is run
 * @param data what on
 */
record FmriRuns(Setup setup, FmriData data) implements Study {
    static final Regime REGIME = Regime.SOUND;

    /** How size and schedule were chosen. */
    private static final String CHOSEN_ON = "slice-8, folds 1 to 4, seed 100, accuracy";

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("filesSha256", data.sha256());
        settings.set("windows", FmriData.windows());
        settings.set("simulation", FmriData.simulation());
        settings.put("chosenOn", CHOSEN_ON);
        ArrayNode problems = settings.putArray("problems");
        for (Problem problem : data.problems()) {
            ObjectNode node = problems.addObject();
            node.put("key", problem.key());
            node.put("series", problem.series().count());
            node.put("steps", problem.series().steps());
            node.put("features", problem.series().features());
            node.put("classes", problem.series().classCount());
            node.put("folds", problem.folds(setup.folds()).size());
        }
        ModelKind.putInto(settings, setup.kinds());
        settings.put("regime", REGIME.key());
        setup.size().putInto(settings);
        setup.schedule().putInto(settings);
        setup.seeds().putInto(settings);
        ArrayNode alphas = settings.putArray("ridgePenalties");
        LinearBaseline.ALPHAS.forEach(alphas::add);
        ArrayNode fractions = settings.putArray("fractions");
        Arrays.stream(FmriTable.FRACTIONS).forEach(fractions::add);
        return settings;
    }

    /** {@return the settings in a sentence, for readers} */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%s; %s; %s; %s",
                setup.seeds().describe(),
                setup.schedule().describe(),
                setup.size().describe(),
                REGIME.title());
    }

    @Override
    public List<FileStamp> files() {
        return data.files();
    }

    @Override
    public List<Unit> units() {
        List<Unit> units = new ArrayList<>();
        for (Problem problem : data.problems()) {
            for (Split fold : problem.folds(setup.folds())) {
                String name = problem.foldName(fold);
                units.add(new Unit(baselineKey(problem, name), () -> FmriRecord.ofBaselines(problem, fold)));
                for (long seed : setup.seeds().all()) {
                    units.add(new Unit(
                            key(problem, name, seed),
                            () -> FmriRecord.of(problem, fold, setup, FmriRecord.seed(seed, name))));
                }
            }
        }
        return units;
    }

    static String baselineKey(Problem problem, String fold) {
        return problem.key() + "." + fold + ".baselines";
    }

    static String key(Problem problem, String fold, long seed) {
        return problem.key() + "." + fold + "." + seed;
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        ResultTable results = FmriTable.of(this, records);
        Summary summary = FmriTable.summary(
                results, Published.read(FmriRuns.class, "published.csv", List.of("data", "model", "cells")));
        return new Findings(results, summary, new FmriPage(this, records, results, summary).page());
    }
}

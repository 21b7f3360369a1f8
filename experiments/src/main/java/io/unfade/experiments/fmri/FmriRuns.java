package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.data.Split;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Setup;
import io.unfade.piece.Piece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs of both models in every fold of every problem, with every seed.
 *
 * @param setup the models without and with attention, in this order; seeds are those of models
 * @param folds maximum number of folds
 * @param data the problems
 */
record FmriRuns(Setup setup, int folds, FmriData data) implements Study {
    /** How the size and schedule were chosen. */
    private static final String CHOSEN_ON = "slice-8, folds 1 to 4, seed 100, accuracy";

    @Override
    public ObjectNode settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("filesSha256", data.sha256());
        settings.set("windows", FmriData.windows());
        settings.set("simulation", FmriData.signal());
        settings.put("chosenOn", CHOSEN_ON);
        ArrayNode problems = settings.putArray("problems");
        for (Problem problem : data.problems()) {
            ObjectNode node = problems.addObject();
            node.put("key", problem.key());
            node.put("series", problem.series().count());
            node.put("steps", problem.series().steps());
            node.put("features", problem.series().features());
            node.put("classes", problem.series().classCount());
            node.put("folds", folds(problem).size());
        }
        setup.putInto(settings);
        ArrayNode alphas = settings.putArray("ridgePenalties");
        LinearBaseline.ALPHAS.forEach(alphas::add);
        ArrayNode fractions = settings.putArray("fractions");
        Arrays.stream(FmriTable.FRACTIONS).forEach(fractions::add);
        return settings;
    }

    /** {@return the model without attention} */
    ModelKind plain() {
        return setup.kinds().get(0);
    }

    /** {@return the model with attention} */
    ModelKind attentive() {
        return setup.kinds().get(1);
    }

    /** {@return the folds of a problem} */
    List<Split> folds(Problem problem) {
        return problem.folds(folds);
    }

    @Override
    public List<FileStamp> files() {
        return data.files();
    }

    @Override
    public List<Piece> units() {
        List<Piece> units = new ArrayList<>();
        for (Problem problem : data.problems()) {
            for (Split fold : folds(problem)) {
                String name = problem.foldName(fold);
                units.add(new Piece(baselineKey(problem, name), progress -> FmriRecord.ofBaselines(problem, fold)));
                for (long seed : setup.seeds().all()) {
                    units.add(new Piece(
                            key(problem, name, seed),
                            progress -> FmriRecord.of(this, problem, fold, FmriRecord.seed(seed, name), progress)));
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
        FmriPage page = new FmriPage(this, records, results, summary);
        return new Findings(results, summary, page.filled(setup.describe("")));
    }
}

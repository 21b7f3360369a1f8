package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.piece.Piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs of every kind of model in every regime with every seed on every data set.
 *
 * @param columns names of the labels that identify data sets
 * @param cases the data sets
 * @param setup the models and their training
 * @param parts of the record of a run that are rows of their own
 * @param work computes the record of a run
 */
public record Grid<D>(
        List<String> columns, List<Case<D>> cases, Setup setup, Parts parts, Function<Run<D>, ObjectNode> work) {
    /** Copies the lists. */
    public Grid {
        columns = List.copyOf(columns);
        cases = List.copyOf(cases);
    }

    /** Runs whose record is one row. */
    public Grid(List<String> columns, List<Case<D>> cases, Setup setup, Function<Run<D>, ObjectNode> work) {
        this(columns, cases, setup, Parts.NONE, work);
    }

    /**
     * Parts of a record, such as the methods by which a model was explained.
     *
     * @param column name of their label; empty if the record itself is the only part
     * @param keys of the parts in the record
     */
    public record Parts(String column, List<String> keys) {
        private static final Parts NONE = new Parts("", List.of(""));

        /** Copies the list. */
        public Parts {
            keys = List.copyOf(keys);
        }

        private void addTo(List<String> labels, String key) {
            if (!column.isEmpty()) {
                labels.add(key);
            }
        }

        private JsonNode of(JsonNode record, String key) {
            return column.isEmpty() ? record : record.path(key);
        }
    }

    /**
     * A data set.
     *
     * @param labels by column
     * @param data its series, or their generator
     */
    public record Case<D>(List<String> labels, D data) {
        /** {@return a data set with one label} */
        public static <D> Case<D> of(String label, D data) {
            return new Case<>(List.of(label), data);
        }

        /** {@return the first label} */
        public String name() {
            return labels.get(0);
        }
    }

    /**
     * One model on one data set with one seed.
     *
     * @param recipe of the model
     * @param on its data set
     * @param seed of the model, and of the data if they are generated
     * @param pool of data shared by runs
     * @param progress ends training when cancelled
     */
    public record Run<D>(Trial.Recipe recipe, Case<D> on, long seed, DataPool pool, Progress progress) {
        /** {@return the standardised data of the data set and the seed} */
        public TrainTestSplit data(Supplier<TrainTestSplit> source) {
            return pool.get(String.join("-", on.labels()) + "-" + seed, source);
        }

        /** {@return the trained and tested model; to be closed} */
        public Trial train(TrainTestSplit standardized) {
            return Trial.run(recipe, standardized, seed, progress);
        }
    }

    /** {@return one piece per run; runs that share data are adjacent} */
    List<Piece> units() {
        DataPool pool = new DataPool();
        List<Piece> units = new ArrayList<>();
        for (Case<D> each : cases) {
            for (long seed : setup.seeds().all()) {
                for (Regime regime : setup.regimes()) {
                    for (ModelKind kind : setup.kinds()) {
                        units.add(new Piece(
                                key(each, kind, regime, seed),
                                progress ->
                                        work.apply(new Run<>(setup.recipe(kind, regime), each, seed, pool, progress))));
                    }
                }
            }
        }
        return units;
    }

    /** {@return one row per run, or per part of its record} */
    ResultTable results(Map<String, JsonNode> records, List<Measure> measures) {
        List<String> labels = new ArrayList<>(columns);
        labels.addAll(setup.labelled() ? List.of("model", "regime") : List.of("model"));
        parts.addTo(labels, parts.column());
        labels.add("seed");
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Case<D> each : cases) {
            for (ModelKind kind : setup.kinds()) {
                for (Regime regime : setup.regimes()) {
                    for (long seed : setup.seeds().all()) {
                        JsonNode record = Objects.requireNonNull(records.get(key(each, kind, regime, seed)));
                        for (String part : parts.keys()) {
                            List<String> row = labels(each, kind, regime);
                            parts.addTo(row, part);
                            row.add(Long.toString(seed));
                            rows.add(new ResultTable.Row(row, RunNumbers.values(parts.of(record, part), measures)));
                        }
                    }
                }
            }
        }
        return new ResultTable(labels, measures, rows);
    }

    private String key(Case<D> each, ModelKind kind, Regime regime, long seed) {
        return String.join(".", labels(each, kind, regime)).toLowerCase(Locale.ROOT) + "." + seed;
    }

    /** {@return the labels of the runs of a model in a regime on a data set, without the seed} */
    public List<String> labels(Case<D> each, ModelKind kind, Regime regime) {
        List<String> labels = new ArrayList<>(each.labels());
        labels.add(kind.key());
        if (setup.labelled()) {
            labels.add(regime.key());
        }
        return labels;
    }

    /** {@return the records of these runs, one per seed} */
    List<JsonNode> records(Map<String, JsonNode> records, Case<D> each, ModelKind kind, Regime regime) {
        return setup.seeds().of(records, seed -> key(each, kind, regime, seed));
    }
}

package io.unfade.benchmark;

import io.unfade.workflow.result.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measurements as text: a table for each group, ratios first, then times, then memory. Columns that would be empty are
 * left out.
 *
 * @param result what was measured
 */
record BenchmarkText(BenchmarkResult result) {
    /** A column of a table. */
    private record Column(String header, Function<Measurement, String> cell) {
        boolean isEmpty(List<Measurement> rows) {
            return rows.stream().map(cell).allMatch(Quantities.UNKNOWN::equals);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(result.machine().text()).append('\n');
        for (Measurement product : result.products()) {
            if (!product.isEmpty()) {
                text.append(String.format(
                        Locale.ROOT,
                        "Matrix product %s: %.1f G multiply-adds/s%n",
                        product.subject().name(),
                        product.multiplyAddsPerSecond() / 1e9));
            }
        }
        for (BenchmarkResult.SuiteResult suite : result.suites()) {
            for (BenchmarkResult.GroupResult group : suite.groups()) {
                text.append('\n').append(suite.name().key()).append(": ").append(group.title());
                text.append('\n').append(table(suite, group)).append(skipped(group));
            }
        }
        if (result.interrupted()) {
            text.append("\nInterrupted: not everything was measured.\n");
        }
        return text.toString();
    }

    private String table(BenchmarkResult.SuiteResult suite, BenchmarkResult.GroupResult group) {
        List<Measurement> rows =
                group.cases().stream().filter(one -> !one.isEmpty()).toList();
        if (rows.isEmpty()) {
            return "";
        }
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Case", one -> one.subject().name()));
        columns.addAll(ratios(group));
        columns.addAll(costs(suite));
        columns.removeIf(column -> column.isEmpty(rows));
        Text.Table table = new Text.Table(columns.stream().map(Column::header).toArray(String[]::new));
        for (Measurement one : rows) {
            table.row(columns.stream().map(column -> column.cell().apply(one)).toArray(String[]::new));
        }
        return table.toString();
    }

    /** One column for each label of a comparison. */
    private static List<Column> ratios(BenchmarkResult.GroupResult group) {
        return group.cases().stream()
                .flatMap(one -> one.subject().comparisons().stream())
                .map(Case.Comparison::label)
                .distinct()
                .map(label -> new Column("x " + label, one -> ratio(group, one, label)))
                .toList();
    }

    private static String ratio(BenchmarkResult.GroupResult group, Measurement one, String label) {
        return one.subject().comparisons().stream()
                .filter(comparison -> comparison.label().equals(label))
                .flatMap(comparison -> group.ratio(one, comparison).stream())
                .findFirst()
                .map(ratio -> String.format(
                        Locale.ROOT, "%.2f (%.2f-%.2f)", ratio.median(), ratio.lowerQuartile(), ratio.upperQuartile()))
                .orElse(Quantities.UNKNOWN);
    }

    private List<Column> costs(BenchmarkResult.SuiteResult suite) {
        return List.of(
                new Column("Median", one -> Quantities.time(one.seconds().median())),
                new Column("25 %", one -> Quantities.time(one.seconds().lowerQuartile())),
                new Column("75 %", one -> Quantities.time(one.seconds().upperQuartile())),
                new Column("99 %", one -> Quantities.time(one.seconds().percentile99())),
                new Column("Min", one -> Quantities.time(one.seconds().min())),
                new Column("Rounds", one -> Integer.toString(one.rounds().size())),
                new Column(
                        "Per " + suite.unit(),
                        one -> one.subject().amount().units() == 1
                                ? Quantities.UNKNOWN
                                : Quantities.time(one.secondsPerUnit())),
                new Column(
                        "Of matrix product",
                        one -> Text.percent(one.multiplyAddsPerSecond() / result.attainableRate())),
                new Column("Memory added", BenchmarkText::added),
                new Column("Java heap per run", one -> Quantities.bytes(one.allocatedBytes())));
    }

    private static String skipped(BenchmarkResult.GroupResult group) {
        StringBuilder text = new StringBuilder();
        for (Measurement one : group.cases()) {
            if (!one.subject().skipReason().isEmpty()) {
                text.append(one.subject().name())
                        .append(": left out, ")
                        .append(one.subject().skipReason())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String added(Measurement one) {
        ResidentMemory.Peak memory = one.memory();
        return memory == null ? Quantities.UNKNOWN : Quantities.bytes((double) memory.addedBytes());
    }
}

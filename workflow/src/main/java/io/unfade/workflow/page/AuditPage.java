package io.unfade.workflow.page;

import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.workflow.audit.AuditReport;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measured;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The report of {@code unfade audit}.
 *
 * @param report the audit
 * @param modelName name of the model
 * @param dataName name of the series
 * @param budget the time that it had
 */
public record AuditPage(AuditReport report, String modelName, String dataName, String budget) {
    private static final int MOST_COLUMNS = 3;

    /** {@return the page} */
    public ReportPage page() {
        List<Section> sections = new ArrayList<>();
        sections.add(answers());
        sections.add(new Section("To quote", "", List.of(new Paragraph(report.paragraph()))));
        if (!report.doubts().isEmpty()) {
            sections.add(new Section(
                    "To keep in mind",
                    "",
                    report.doubts().stream().<PageBlock>map(Paragraph::new).toList()));
        }
        report.findings().forEach(finding -> sections.add(section(finding)));
        sections.add(omissions());
        return new ReportPage(
                "Can the maps of " + modelName + " be trusted?",
                summary(),
                cards(),
                sections,
                "unfade audit of " + modelName + " on " + dataName + ", budget " + budget);
    }

    private String summary() {
        String main = report.methods().get(0);
        List<String> against = report.findings().stream()
                .map(finding -> report.verdict(finding.question(), main))
                .filter(verdict -> verdict.level() == Verdict.Level.BAD)
                .map(Verdict::word)
                .toList();
        return "By the rules below, the maps of " + main + " are "
                + report.trust(main).word() + (against.isEmpty() ? "" : ": " + String.join(", ", against))
                + ". " + report.subject().series().count()
                + " series were explained; maps are compared with those of controls that do not know what the model learned.";
    }

    private List<ResultCard> cards() {
        String main = report.methods().get(0);
        List<ResultCard> cards = new ArrayList<>();
        Verdict trust = report.trust(main);
        cards.add(new ResultCard("The maps of " + main + " are", told(trust), trust.reason()));
        for (Question question : List.of(
                Question.FADING, Question.DEPENDENCE, Question.FAITHFULNESS, Question.STABILITY, Question.PLANTED)) {
            Verdict verdict = report.verdict(question, main);
            cards.add(new ResultCard(question.words(), told(verdict), verdict.reason()));
        }
        return cards;
    }

    private Section answers() {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("Question", "")));
        report.methods().forEach(method -> columns.add(Table.Column.text(method, "")));
        List<List<Object>> rows = new ArrayList<>();
        for (Finding finding : report.findings()) {
            List<Object> row = new ArrayList<>(List.of(finding.question().words()));
            report.methods().forEach(method -> row.add(told(report.verdict(finding.question(), method))));
            rows.add(row);
        }
        List<Object> last = new ArrayList<>(List.of("By all of these"));
        report.methods().forEach(method -> last.add(told(report.trust(method))));
        rows.add(last);
        return new Section(
                "The answers",
                AuditReport.rule()
                        + " A tick speaks for the maps, a cross against them, a circle neither for nor against;"
                        + " a dash is not known.",
                List.of(new Table("Answers by method", columns, rows)));
    }

    /** {@return a verdict with a sign, which does not depend on colours} */
    private static String told(Verdict verdict) {
        String sign = switch (verdict.level()) {
            case GOOD -> "✓ ";
            case DOUBTFUL -> "○ ";
            case BAD -> "✗ ";
            case UNKNOWN -> "– ";
        };
        return sign + verdict.word();
    }

    private Section section(Finding finding) {
        List<PageBlock> blocks = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        finding.verdicts().forEach(verdict -> rows.add(List.of(verdict.maps(), told(verdict), verdict.reason())));
        blocks.add(new Table(
                "Answer",
                List.of(Table.Column.text("Maps", ""), Table.Column.text("Answer", ""), Table.Column.text("Why", "")),
                rows));
        blocks.addAll(new AuditFigures(report, finding).blocks());
        blocks.addAll(tables(finding));
        finding.notes().forEach(note -> blocks.add(new Paragraph(note)));
        return new Section(finding.question().words(), "Rule: " + finding.rule(), blocks);
    }

    /** {@return the numbers: a table for each condition with many measures, or one for all conditions with one each} */
    private static List<PageBlock> tables(Finding finding) {
        Map<String, Map<String, Map<String, Measured>>> byMeasure = new LinkedHashMap<>();
        for (Measured number : finding.numbers()) {
            if (Double.isNaN(number.at())) {
                byMeasure
                        .computeIfAbsent(number.measure(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(number.maps(), any -> new LinkedHashMap<>())
                        .put(number.condition(), number);
            }
        }
        List<PageBlock> tables = new ArrayList<>();
        Map<String, Map<String, Map<String, Measured>>> plain = new LinkedHashMap<>();
        byMeasure.forEach((measure, ofMaps) -> {
            if (ofMaps.values().stream().allMatch(numbers -> numbers.keySet().equals(Set.of("")))) {
                plain.put(measure, ofMaps);
            } else {
                tables.add(table(measure, ofMaps));
            }
        });
        if (!plain.isEmpty()) {
            tables.add(0, joined(plain));
        }
        return tables;
    }

    /** {@return the measures without conditions, side by side} */
    private static Table joined(Map<String, Map<String, Map<String, Measured>>> measures) {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("Maps", "")));
        measures.keySet().forEach(measure -> columns.add(Table.Column.text(caption(measure), "")));
        List<List<Object>> rows = new ArrayList<>();
        measures.values().stream()
                .flatMap(ofMaps -> ofMaps.keySet().stream())
                .distinct()
                .forEach(maps -> {
                    List<Object> row = new ArrayList<>(List.of(maps));
                    measures.values()
                            .forEach(ofMaps -> row.add(
                                    written(ofMaps.getOrDefault(maps, Map.of()).get(""))));
                    rows.add(row);
                });
        return new Table("Over all series", columns, rows);
    }

    private static Table table(String measure, Map<String, Map<String, Measured>> ofMaps) {
        List<String> conditions = ofMaps.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .toList();
        if (conditions.size() > MOST_COLUMNS || ofMaps.size() == 1) {
            return upright(measure, ofMaps, conditions);
        }
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("Maps", "")));
        conditions.forEach(
                condition -> columns.add(Table.Column.text(condition.isEmpty() ? "all series" : condition, "")));
        List<List<Object>> rows = new ArrayList<>();
        ofMaps.forEach((maps, numbers) -> {
            List<Object> row = new ArrayList<>(List.of(maps));
            conditions.forEach(condition -> row.add(written(numbers.get(condition))));
            rows.add(row);
        });
        return new Table(caption(measure), columns, rows);
    }

    /** {@return the same with conditions from the top, where they are many} */
    private static Table upright(String measure, Map<String, Map<String, Measured>> ofMaps, List<String> conditions) {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("Condition", "")));
        ofMaps.keySet().forEach(maps -> columns.add(Table.Column.text(maps, "")));
        List<List<Object>> rows = new ArrayList<>();
        for (String condition : conditions) {
            List<Object> row = new ArrayList<>(List.of(condition.isEmpty() ? "all series" : condition));
            ofMaps.values().forEach(numbers -> row.add(written(numbers.get(condition))));
            rows.add(row);
        }
        return new Table(caption(measure), columns, rows);
    }

    private static String caption(String measure) {
        return measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1);
    }

    private static String written(@Nullable Measured number) {
        if (number == null || Double.isNaN(number.value())) {
            return "–";
        }
        String value = Text.fixed(number.value(), 3);
        return number.series() == 0 || Double.isNaN(number.low())
                ? value
                : value + " (" + Text.fixed(number.low(), 3) + " to " + Text.fixed(number.high(), 3) + ")";
    }

    private Section omissions() {
        List<PageBlock> blocks = new ArrayList<>();
        report.omissions().forEach(line -> blocks.add(new Paragraph(line)));
        String text = "Numbers in brackets are 95 % bootstrap intervals of means over "
                + report.subject().series().count()
                + " series (2,000 resamples); others are single numbers. ";
        return new Section(
                "What was left out",
                text
                        + (blocks.isEmpty()
                                ? "Nothing was left out for want of time."
                                : "For want of time these measurements were left out; the same command again, with the same"
                                        + " folder, goes on with them:"),
                blocks);
    }
}

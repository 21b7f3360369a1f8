package io.unfade.workflow.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.text.CsvFile;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measured;
import io.unfade.workflow.audit.finding.Verdict;
import io.unfade.workflow.result.JsonNumbers;
import io.unfade.workflow.result.Text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An audit as JSON, text and a table.
 *
 * @param report the audit
 */
public record AuditResult(AuditReport report) {
    /** {@return the audit for programs, with every number} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("summary", report.paragraph());
        ObjectNode trust = json.putObject("trust");
        trust.put("rule", AuditReport.rule());
        ArrayNode methods = trust.putArray("methods");
        report.methods().forEach(method -> put(methods.addObject(), report.trust(method)));
        ArrayNode questions = json.putArray("questions");
        report.findings().forEach(finding -> put(questions.addObject(), finding));
        ArrayNode doubts = json.putArray("doubts");
        report.doubts().forEach(doubts::add);
        ObjectNode left = json.putObject("leftOut");
        report.left().forEach((question, keys) -> {
            ArrayNode all = left.putArray(question.key());
            keys.forEach(all::add);
        });
        return json;
    }

    private static void put(ObjectNode node, Finding finding) {
        node.put("question", finding.question().key());
        node.put("words", finding.question().words());
        node.put("rule", finding.rule());
        ArrayNode verdicts = node.putArray("verdicts");
        finding.verdicts().forEach(verdict -> put(verdicts.addObject(), verdict));
        ArrayNode notes = node.putArray("notes");
        finding.notes().forEach(notes::add);
        ArrayNode numbers = node.putArray("numbers");
        finding.numbers().forEach(number -> put(numbers.addObject(), number));
    }

    private static void put(ObjectNode node, Verdict verdict) {
        node.put("maps", verdict.maps());
        node.put("level", verdict.level().key());
        node.put("verdict", verdict.word());
        node.put("reason", verdict.reason());
    }

    private static void put(ObjectNode node, Measured number) {
        node.put("maps", number.maps());
        node.put("condition", number.condition());
        node.put("measure", number.measure());
        if (!Double.isNaN(number.at())) {
            node.put("at", number.at());
        }
        JsonNumbers.put(node, "value", number.value());
        if (number.series() > 0) {
            JsonNumbers.put(node, "low", number.low());
            JsonNumbers.put(node, "high", number.high());
            node.put("series", number.series());
        }
    }

    /** Writes every number, one in a line. */
    public void writeNumbers(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("question", "maps", "condition", "measure", "at", "value", "low", "high", "series"));
        for (Finding finding : report.findings()) {
            for (Measured number : finding.numbers()) {
                lines.add(List.of(
                        finding.question().key(),
                        number.maps(),
                        number.condition(),
                        number.measure(),
                        CsvFile.written(number.at()),
                        CsvFile.written(number.value()),
                        CsvFile.written(number.low()),
                        CsvFile.written(number.high()),
                        number.series() == 0 ? "" : Integer.toString(number.series())));
            }
        }
        CsvFile.write(lines, file);
    }

    /** {@return the audit for people: the paragraph, and the answers for each method} */
    public String text() {
        StringBuilder text = new StringBuilder(report.paragraph()).append("\n\n");
        for (String method : report.methods()) {
            Text.Table table = new Text.Table("Question, for " + method, "Answer", "Why");
            for (Finding finding : report.findings()) {
                Verdict verdict = report.verdict(finding.question(), method);
                table.row(finding.question().words(), verdict.word(), verdict.reason());
            }
            Verdict trust = report.trust(method);
            table.row("By all of these", trust.word(), trust.reason());
            text.append(table).append('\n');
        }
        report.doubts().forEach(line -> text.append("Note: ").append(line).append('\n'));
        report.omissions()
                .forEach(line -> text.append("Left out: ").append(line).append('\n'));
        return text.toString();
    }
}

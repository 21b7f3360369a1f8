package io.unfade.workflow.audit;

import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;
import io.unfade.workflow.audit.section.AuditSubject;
import io.unfade.workflow.audit.section.MapKind;
import io.unfade.workflow.audit.section.PlantedSection;
import io.unfade.workflow.audit.section.PlantedSignal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an audit found.
 *
 * @param subject what was audited
 * @param findings one for each question, in order
 * @param left pieces of work that were left out, in words, by question
 * @param doubts what to keep in mind of all answers, in sentences
 * @param nothingLearned why there is nothing that maps could explain; empty unless that is known
 * @param origin the model, its accuracy and the series, for the paragraph
 */
public record AuditReport(
        AuditSubject subject,
        List<Finding> findings,
        Map<Question, List<String>> left,
        List<String> doubts,
        String nothingLearned,
        String origin) {
    /** The questions without which maps cannot be trusted. */
    private static final List<Question> NEEDED = List.of(Question.DEPENDENCE, Question.FAITHFULNESS, Question.PLANTED);

    /** Questions that must be answered for a verdict. */
    private static final int ENOUGH = 4;

    /** {@return the finding on a question} */
    public Finding finding(Question question) {
        return findings.stream()
                .filter(finding -> finding.question() == question)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the answer to a question for the maps of a method} */
    public Verdict verdict(Question question, String maps) {
        return finding(question).verdicts().stream()
                .filter(verdict -> verdict.maps().equals(maps))
                .findFirst()
                .orElseGet(() -> Verdict.unknown(maps, "It was not asked."));
    }

    /** {@return the signals that were to be planted} */
    public List<PlantedSignal> signals() {
        return PlantedSection.signals(subject);
    }

    /** {@return names of the methods, the main one first} */
    public List<String> methods() {
        return subject.methods().stream().map(MapKind::name).toList();
    }

    /** {@return whether the maps of a method can be trusted, by {@link #rule}} */
    public Verdict trust(String maps) {
        List<Verdict> all = findings.stream()
                .map(finding -> verdict(finding.question(), maps))
                .toList();
        long unknown = count(all, Verdict.Level.UNKNOWN);
        String reason = String.format(
                Locale.ROOT,
                "Of %d questions, %d speak for the maps, %d neither for nor against them, and %d against them; not answered: %d.",
                all.size(),
                count(all, Verdict.Level.GOOD),
                count(all, Verdict.Level.DOUBTFUL),
                count(all, Verdict.Level.BAD),
                unknown);
        if (!nothingLearned.isEmpty()) {
            return new Verdict(maps, Verdict.Level.UNKNOWN, "not to be judged", nothingLearned);
        }
        if (count(all, Verdict.Level.BAD) > 0) {
            return new Verdict(maps, Verdict.Level.BAD, "not to be trusted", reason);
        }
        if (all.size() - unknown < ENOUGH) {
            return new Verdict(maps, Verdict.Level.UNKNOWN, "not known well enough", reason);
        }
        boolean needed =
                NEEDED.stream().allMatch(question -> verdict(question, maps).level() == Verdict.Level.GOOD);
        return needed
                ? new Verdict(maps, Verdict.Level.GOOD, "to be trusted", reason)
                : new Verdict(maps, Verdict.Level.DOUBTFUL, "to be read with care", reason);
    }

    private static long count(List<Verdict> verdicts, Verdict.Level level) {
        return verdicts.stream().filter(verdict -> verdict.level() == level).count();
    }

    /** {@return the rule of {@link #trust}} */
    public static String rule() {
        return "'To be trusted' if nothing speaks against the maps and they depend on what was learned, name what the model uses,"
                + " and find planted signals; 'not to be trusted' if anything speaks against them; 'not to be judged' if the model is not"
                + " right more often than the largest class; 'not known well enough' if fewer than 4 questions are answered; else"
                + " 'to be read with care'."
                + " The first method counts for the audit.";
    }

    /** {@return the audit in one paragraph that can be quoted} */
    public String paragraph() {
        String main = methods().get(0);
        Verdict trust = trust(main);
        String answers = findings.stream()
                .map(Finding::question)
                .map(question ->
                        question.words() + " " + upper(verdict(question, main).word()) + ". "
                                + verdict(question, main).reason())
                .collect(Collectors.joining(" "));
        int omitted = left.values().stream().mapToInt(List::size).sum();
        return String.format(
                Locale.ROOT,
                "The saliency maps (%s) of %s were audited, beside the maps of %s. By the rules of the audit they are %s: %s %s"
                        + " Brackets hold 95 %% bootstrap intervals over series.%s",
                main,
                origin,
                subject.controls().stream().map(MapKind::name).collect(Collectors.joining(", ")),
                trust.word(),
                trust.reason(),
                answers,
                omitted == 0 ? "" : " Measurements that were left out for want of time: " + omitted + ".");
    }

    private static String upper(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** {@return the questions of which something was left out, with what} */
    public List<String> omissions() {
        return left.entrySet().stream()
                .map(entry -> entry.getKey().words() + " " + String.join("; ", PieceWords.together(entry.getValue())))
                .toList();
    }
}

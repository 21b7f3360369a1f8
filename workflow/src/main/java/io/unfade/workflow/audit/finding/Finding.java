package io.unfade.workflow.audit.finding;

import java.util.List;

/**
 * What an audit found on one question.
 *
 * @param question that was asked
 * @param verdicts one for each method
 * @param rule how the verdicts follow from the numbers
 * @param numbers everything that was measured
 * @param notes what to keep in mind, in sentences
 */
public record Finding(
        Question question, List<Verdict> verdicts, String rule, List<Measured> numbers, List<String> notes) {
    /** Copies the lists. */
    public Finding {
        verdicts = List.copyOf(verdicts);
        numbers = List.copyOf(numbers);
        notes = List.copyOf(notes);
    }
}

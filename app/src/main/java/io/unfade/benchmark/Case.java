package io.unfade.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One thing whose cost is measured.
 *
 * @param name differs from that of every other case of its group
 * @param sizes what the cost depends on, by name
 * @param amount how much work one run is
 * @param comparisons with which cases of the group it is compared
 * @param plan how it is run, or why it is not
 */
record Case(String name, Map<String, Integer> sizes, Amount amount, List<Comparison> comparisons, Plan plan) {
    /** As many multiply-adds as nobody counted. */
    static final double NOT_COUNTED = Double.NaN;

    /**
     * How much work there is.
     *
     * @param units how many of the suite's units one run works off
     * @param runs runs in a round, each of them timed
     * @param multiplyAdds of one run, as the algorithm needs them; NaN if they are not counted
     */
    record Amount(double units, int runs, double multiplyAdds) {}

    /**
     * A ratio of two cases' times per unit.
     *
     * @param label what this is called in results
     * @param to name of the case below the fraction line
     */
    record Comparison(String label, String to) {}

    /** How a case is run, or why it is not. */
    sealed interface Plan {
        /**
         * It is run.
         *
         * @param opening makes the work, which whoever asked for it closes
         */
        record Run(Supplier<Workload> opening) implements Plan {}

        /**
         * It is left out.
         *
         * @param reason why, for people
         */
        record Skip(String reason) implements Plan {}
    }

    /** {@return why the case is left out; empty if it is not} */
    String skipReason() {
        return plan instanceof Plan.Skip skip ? skip.reason() : "";
    }
}

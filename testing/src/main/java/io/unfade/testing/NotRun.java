package io.unfade.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports, after the tests of a module, the number of skipped tests and the reasons. Discovered by the launcher as a
 * service.
 */
public final class NotRun implements TestExecutionListener {
    private static final String PREFIX = "Assumption failed: ";

    private final Map<TestIdentifier, String> reasons = new ConcurrentHashMap<>();
    private final PrintStream out;

    /** Creates a count that prints to standard output. */
    public NotRun() {
        this(System.out);
    }

    NotRun(PrintStream out) {
        this.out = out;
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        reasons.put(identifier, reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            String reason = result.getThrowable().map(Throwable::getMessage).orElse("aborted");
            reasons.put(identifier, reason.startsWith(PREFIX) ? reason.substring(PREFIX.length()) : reason);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Map<String, Long> counts = new TreeMap<>();
        reasons.forEach((identifier, reason) -> counts.merge(reason, tests(plan, identifier), Long::sum));
        counts.forEach((reason, count) ->
                out.println("[WARNING] " + count + (count == 1 ? " test was" : " tests were") + " not run: " + reason));
        reasons.clear();
    }

    /** A skipped class counts with all of its tests; tests generated at run time count as one. */
    private static long tests(TestPlan plan, TestIdentifier identifier) {
        return Math.max(
                1,
                plan.getDescendants(identifier).stream()
                        .filter(TestIdentifier::isTest)
                        .count());
    }
}

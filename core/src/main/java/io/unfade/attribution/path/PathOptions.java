package io.unfade.attribution.path;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.check.Require;

/** What the methods that integrate from a baseline have in common: points of the path, and where it starts. */
final class PathOptions {
    static final Kind.Option STEPS = new Kind.Option("steps", "50", "nodes of the Gauss-Legendre rule, 1..10000");
    static final Kind.Option BASELINE = Baseline.option("where the way starts", Baseline.ZERO, Baseline.SERIES);

    private static final int MOST_STEPS = 10_000;

    private PathOptions() {}

    static void check(String method, int steps, Baseline baseline) {
        check(method, steps);
        baseline.among(Baseline.SERIES, method);
    }

    static void check(String method, int steps) {
        Require.argument(
                steps >= 1 && steps <= MOST_STEPS, "%s: steps must be in 1..%d, but was %d", method, MOST_STEPS, steps);
    }
}

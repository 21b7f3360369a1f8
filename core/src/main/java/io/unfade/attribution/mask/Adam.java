package io.unfade.attribution.mask;

/**
 * Adam on plain numbers, each by itself: what is learned of one series does not depend on those next to it.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>D. P. Kingma, J. Ba: Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv 1412.6980, algorithm 1, with
 *       the paper's decay rates.
 * </ol>
 */
final class Adam {
    private static final double OF_MEAN = 0.9;
    private static final double OF_SQUARE = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] means;
    private final double[] squares;
    private int steps;

    /** An optimiser of some numbers before its first step. */
    Adam(double rate, int size) {
        this.rate = rate;
        means = new double[size];
        squares = new double[size];
    }

    /** Changes the numbers by one step against their gradient. */
    void step(double[] numbers, double[] gradient) {
        steps++;
        double ofMean = 1 - Math.pow(OF_MEAN, steps);
        double ofSquare = 1 - Math.pow(OF_SQUARE, steps);
        for (int i = 0; i < numbers.length; i++) {
            means[i] = OF_MEAN * means[i] + (1 - OF_MEAN) * gradient[i];
            squares[i] = OF_SQUARE * squares[i] + (1 - OF_SQUARE) * gradient[i] * gradient[i];
            numbers[i] -= rate * means[i] / ofMean / (Math.sqrt(squares[i] / ofSquare) + EPSILON);
        }
    }
}

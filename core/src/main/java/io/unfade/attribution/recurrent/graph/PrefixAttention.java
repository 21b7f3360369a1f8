package io.unfade.attribution.recurrent.graph;

import java.util.List;

/**
 * Attention over all steps so far: {@code M_t = S_t / Z_t} for every hop, of running sums {@code Z_t = sum of p_j} and
 * {@code S_t = sum of p_j x_j} over j up to t, with {@code p_j = exp(e_j)}.
 *
 * <p>The change of a quotient follows from that of the product S = M Z, which is {@code dS = dM (Z + Z0) / 2 + dZ (M +
 * M0) / 2}. All its factors are bounded; as a product with 1 / Z it has parts that grow with Z / Z0 and cancel.
 *
 * @param scores e of each step, A values
 * @param values x of each step, C values
 * @param sums of each of the last steps, S and then Z, A * C + A values
 * @param outputs of the same steps: the rows of M, A * C values, or their mean, C values
 */
record PrefixAttention(List<Vector> scores, List<Vector> values, List<Vector> sums, List<Vector> outputs)
        implements Operation {
    private int hops() {
        return scores.get(0).size();
    }

    private int width() {
        return values.get(0).size();
    }

    /** {@return the first step with an output} */
    private int first() {
        return scores.size() - outputs.size();
    }

    private boolean isMean() {
        return outputs.get(0).size() == width();
    }

    @Override
    public void run(double[][] arrays) {
        double[] running = new double[sums.get(0).size()];
        for (int t = 0; t < scores.size(); t++) {
            for (int k = 0; k < hops(); k++) {
                addStep(arrays, t, k, running);
            }
            if (t >= first()) {
                Vector kept = sums.get(t - first());
                System.arraycopy(running, 0, arrays[kept.array()], kept.offset(), running.length);
                write(running, arrays, outputs.get(t - first()));
            }
        }
    }

    private void addStep(double[][] arrays, int t, int hop, double[] running) {
        double p = Math.exp(scores.get(t).at(arrays, hop));
        double[] x = arrays[values.get(t).array()];
        int from = values.get(t).offset();
        int to = hop * width();
        for (int c = 0; c < width(); c++) {
            running[to + c] += p * x[from + c];
        }
        running[hops() * width() + hop] += p;
    }

    private void write(double[] running, double[][] arrays, Vector output) {
        for (int k = 0; k < hops(); k++) {
            double norm = running[hops() * width() + k];
            for (int c = 0; c < width(); c++) {
                output.add(arrays, place(k, c), running[k * width() + c] / norm * scale());
            }
        }
    }

    private int place(int hop, int feature) {
        return isMean() ? feature : hop * width() + feature;
    }

    private double scale() {
        return isMean() ? 1.0 / hops() : 1;
    }

    @Override
    public void back(Pass pass) {
        double[] ofSums = new double[sums.get(0).size()];
        for (int t = scores.size() - 1; t >= 0; t--) {
            for (int k = 0; k < hops(); k++) {
                if (t >= first()) {
                    quotient(pass, t - first(), k, ofSums);
                }
                step(pass, t, k, ofSums);
            }
        }
    }

    /** Adds to the multipliers of S and Z at an output. */
    private void quotient(Pass pass, int index, int hop, double[] ofSums) {
        Vector kept = sums.get(index);
        Vector output = outputs.get(index);
        int width = width();
        int normAt = hops() * width + hop;
        double norm = kept.at(pass.x(), normAt);
        double norm0 = kept.at(pass.reference(), normAt);
        double mean = (norm + norm0) / 2;
        double ofNorm = 0;
        for (int c = 0; c < width; c++) {
            double m = output.at(pass.m(), place(hop, c)) * scale() / mean;
            int at = hop * width + c;
            ofSums[at] += m;
            ofNorm -= m * (kept.at(pass.x(), at) / norm + kept.at(pass.reference(), at) / norm0) / 2;
        }
        ofSums[normAt] += ofNorm;
    }

    /** Adds to the multipliers of a step what the sums from it on pass to it. */
    private void step(Pass pass, int t, int hop, double[] ofSums) {
        Vector x = values.get(t);
        double e = scores.get(t).at(pass.x(), hop);
        double e0 = scores.get(t).at(pass.reference(), hop);
        double p = Math.exp(e);
        double p0 = Math.exp(e0);
        double ofWeight = ofSums[hops() * width() + hop];
        for (int c = 0; c < width(); c++) {
            double m = ofSums[hop * width() + c];
            x.add(pass.m(), c, m * (p + p0) / 2);
            ofWeight += m * (x.at(pass.x(), c) + x.at(pass.reference(), c)) / 2;
        }
        if (pass.rules().weightsTakePart()) {
            scores.get(t).add(pass.m(), hop, pass.rules().through(Activation.OfLayer.EXP, ofWeight, e, e0, p, p0));
        }
    }
}

package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation;
import io.unfade.attribution.recurrent.graph.Rules;

/**
 * The rules of DeepLIFT. Multipliers times the changes from the reference sum to the change of the output. Where a run is
 * its own reference, they are its gradient.
 */
enum DeepLiftRules implements Rules {
    /** The only one. */
    RULES;

    @Override
    public double through(Activation activation, double m, double z, double z0, double a, double a0) {
        double change = z - z0;
        return Math.abs(change) > activation.resolution()
                ? m * (a - a0) / change
                : m * activation.derivative((z + z0) / 2);
    }

    @Override
    public double ofGate(double m, double gate, double gate0, double signal, double signal0) {
        return m * (signal + signal0) / 2;
    }

    @Override
    public double ofSignal(double m, double gate, double gate0, double signal, double signal0) {
        return m * (gate + gate0) / 2;
    }

    @Override
    public double ofSum(double m, double z) {
        return m;
    }

    @Override
    public boolean weightsTakePart() {
        return true;
    }

    @Override
    public void bias(double m, double bias) {
        // the same in both runs: it explains no difference
    }
}

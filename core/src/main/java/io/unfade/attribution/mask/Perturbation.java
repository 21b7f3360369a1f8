package io.unfade.attribution.mask;

/** How series look of which a mask keeps some cells. */
interface Perturbation {
    /**
     * {@return x', the masked series}
     *
     * @param mask in 0..1 {@code (B, T, C)}; a cell stays as it is at 1
     */
    double[] of(double[] mask);

    /**
     * {@return dJ/d mask of a function J of the masked series}
     *
     * @param gradient dJ/dx' {@code (B, T, C)}
     */
    double[] gradient(double[] mask, double[] gradient);
}

package io.unfade.train.augment;

import io.unfade.check.Range;
import io.unfade.check.Require;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Saliency-guided training: the cells with the smallest gradients shall not matter. At each step, of each training
 * series x the share k of its cells with the smallest absolute gradient of the logit of its class is replaced by random
 * values, drawn uniformly between the least and the largest value of the feature in this series, which gives x~; and to
 * the cross-entropy of f(x) the divergence of the predictions is added,
 *
 * <pre>{@code
 * lambda KL(f(x) || f(x~)) = lambda sum_k p_k(x) (log p_k(x) - log p_k(x~))
 * }</pre>
 *
 * as a mean over the series of a step with the weights of the cross-entropy. The gradients that choose cells are in
 * evaluation mode; both f are in training mode, and the loss is differentiated through both. Takes three forward passes
 * and two backward ones, one of them through both f, where a step otherwise takes one of each.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, H. Corrada Bravo, S. Feizi, "Improving deep learning interpretability by saliency guided training",
 *       NeurIPS 2021, arXiv 2111.14338, algorithm 1
 * </ol>
 *
 * Differs from the authors' code: cells are ordered by the size of their gradients, not with the sign, by which cells
 * that speak most clearly against the class would be replaced first.
 *
 * @param share k, 0 to below 1; 0 for plain training
 * @param weight lambda, above 0
 */
public record SaliencyGuidance(double share, double weight) {
    /** Plain training. */
    public static final SaliencyGuidance NONE = new SaliencyGuidance(0, 1);

    /** Checks the ranges. */
    public SaliencyGuidance {
        Range.SHARE.require("the share of cells replaced in saliency-guided training", share);
        Require.argument(
                weight > 0 && Double.isFinite(weight),
                "the weight of saliency-guided training must be above 0, but was %s",
                weight);
    }

    /** {@return whether cells are replaced} */
    public boolean isOn() {
        return share > 0;
    }

    /** {@return the settings by name, for provenance; none in plain training} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        if (isOn()) {
            map.put("saliencyGuided", Double.toString(share));
            map.put("saliencyGuidedWeight", Double.toString(weight));
        }
        return map;
    }
}

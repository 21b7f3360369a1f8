package io.unfade.faithfulness;

import io.unfade.check.Require;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that forgets what it has learnt, part by part from its output to its input: each part in turn gets the weights
 * that training would have begun with. Maps that stay the same do not depend on what was learnt.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt, B. Kim: Sanity Checks for Saliency Maps, NeurIPS 2018,
 *       arXiv 1810.03292, section 4 (cascading randomisation).
 * </ol>
 */
public final class Randomization {
    private static final Pattern LAYER = Pattern.compile("rnn\\..*_l([0-9]+)(_reverse)?");
    private static final List<String> BEHIND = List.of("head", "readout");
    private static final int MOST_LAYERS = 1000;
    private static final List<String> BEFORE = List.of("attention", "stem");

    private Randomization() {}

    /**
     * {@return the parts of a model that have weights, from its output to its input, such as {@code head}, {@code layer 2},
     * {@code layer 1}, {@code attention}}
     */
    public static List<String> parts(TrainedModel model) {
        return model.network().weights().keySet().stream()
                .map(Randomization::part)
                .distinct()
                .sorted(Comparator.comparingInt(Randomization::place))
                .toList();
    }

    /**
     * {@return a model whose last parts have initial weights, and the others those of a trained one; to be closed by the
     * caller}
     *
     * @param count how many of {@link #parts}, from the output; 0 for a copy, all of them for an untrained model
     * @param seed of the initial weights
     */
    public static TrainedModel cascaded(TrainedModel model, int count, long seed) {
        List<String> parts = parts(model);
        Require.argument(
                count >= 0 && count <= parts.size(),
                "the number of parts must be 0 to %d, but was %d",
                parts.size(),
                count);
        List<String> forgotten = parts.subList(0, count);
        Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
        try (TrainedModel untrained =
                TrainedModel.initialize(model.description(), model.standardizer(), model.precision(), seed)) {
            untrained.weights().forEach((name, initial) -> {
                if (forgotten.contains(part(name))) {
                    weights.put(name, initial);
                }
            });
        }
        return TrainedModel.of(model.description(), model.standardizer(), model.precision(), weights);
    }

    private static String part(String weight) {
        Matcher layer = LAYER.matcher(weight);
        return layer.matches()
                ? "layer " + (Integer.parseInt(layer.group(1)) + 1)
                : weight.substring(0, weight.indexOf('.'));
    }

    private static int place(String part) {
        if (BEHIND.contains(part)) {
            return -MOST_LAYERS + BEHIND.indexOf(part);
        }
        return part.startsWith("layer ")
                ? -Integer.parseInt(part.substring("layer ".length()))
                : 1 + BEFORE.indexOf(part);
    }
}

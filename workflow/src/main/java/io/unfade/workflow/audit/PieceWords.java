package io.unfade.workflow.audit;

import java.util.Map;
import java.util.Objects;

/** Pieces of an audit in words, from their keys. */
final class PieceWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("fading", "where in time the saliency lies"),
            Map.entry("learned", "accuracy of the model"),
            Map.entry("forgetting", "parameters randomised"),
            Map.entry("permuted", "training with permuted labels"),
            Map.entry("masking", "curves of masking"),
            Map.entry("disturbance", "infidelity and sensitivity"),
            Map.entry("removed", "training without the named cells"),
            Map.entry("noise", "maps under noise"),
            Map.entry("baseline", "maps with other baselines"),
            Map.entry("members", "maps of the members"),
            Map.entry("seed", "training with another seed"),
            Map.entry("halves", "training on halves of the data"),
            Map.entry("completeness", "gaps of completeness"),
            Map.entry("planted", "a planted signal"),
            Map.entry("pattern", "activation patterns"));

    private PieceWords() {}

    /** {@return a piece in words, such as "a planted signal (early 7 0.50)"} */
    static String of(String key) {
        int end = (key + "-").indexOf('-');
        String kind = Objects.requireNonNullElse(WORDS.get(key.substring(0, end)), key.substring(0, end));
        return end == key.length() ? kind : kind + " (" + rest(key.substring(0, end), key.substring(end + 1)) + ")";
    }

    private static String rest(String kind, String rest) {
        return switch (kind) {
            case "planted" -> rest.replaceFirst("(\\w+)-(\\d+)-([\\d.]+)", "$1, steps: $2, SD: $3");
            case "removed" -> rest.replaceFirst("(\\d+)-(.*)", "$1 % by $2");
            default -> rest;
        };
    }
}

package io.unfade.workflow.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** {@return pieces in words, those that differ only in brackets as one, such as "a planted signal (early; late)"} */
    static List<String> together(List<String> pieces) {
        Map<String, List<String>> brackets = new LinkedHashMap<>();
        for (String piece : pieces) {
            int open = piece.indexOf(" (");
            List<String> own =
                    brackets.computeIfAbsent(open < 0 ? piece : piece.substring(0, open), any -> new ArrayList<>());
            if (open >= 0) {
                own.add(piece.substring(open + 2, piece.length() - 1));
            }
        }
        return brackets.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty()
                        ? entry.getKey()
                        : entry.getKey() + " (" + String.join("; ", entry.getValue()) + ")")
                .toList();
    }

    private static String rest(String kind, String rest) {
        return switch (kind) {
            case "planted" ->
                rest.replaceFirst("(\\w+)-(\\d+)-([\\d.]+)", "$1, $2 steps, $3 SD")
                        .replace(" 1 steps", " 1 step");
            case "removed" -> rest.replaceFirst("(\\d+)-(.*)", "$1 % by $2");
            default -> rest;
        };
    }
}

package io.unfade.workflow.tune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.math.Seeds;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Settings that are tried.
 *
 * @param number 0 for the defaults
 * @param architecture of the models
 * @param optimization how to train them
 * @param changes from names of settings, as users write them, to their values, where these are not the defaults
 */
public record Candidate(
        int number, ModelChoice architecture, OptimizationChoice optimization, Map<String, String> changes) {
    private static final int STREAM = 11;

    /** So many draws in a row that were known already end the drawing. */
    private static final int REPETITIONS = 200;

    /** Copies the map. */
    public Candidate {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    /**
     * {@return the defaults and other candidates, all different}
     *
     * @param space what is drawn
     * @param open a request to train that leaves open what is searched
     * @param usual the defaults of what it leaves open
     * @param count how many, at least 1; there are fewer if the space has no more
     * @param seed of the draws; fewer candidates are the first of more
     */
    public static <R extends Record & Request<?>> List<Candidate> draw(
            SearchSpace space, R open, ObjectNode usual, int count, long seed) {
        R defaults = applied(open, usual, Map.of());
        List<Candidate> found = new ArrayList<>(List.of(of(0, defaults, defaults)));
        Random random = new Random(Seeds.derive(seed, STREAM));
        int known = 0;
        while (found.size() < count && known < REPETITIONS) {
            R request = applied(open, usual, space.draw(random));
            Candidate next = of(found.size(), request, defaults);
            boolean isNew = hasMeaning(request)
                    && found.stream()
                            .noneMatch(other -> other.architecture.equals(next.architecture)
                                    && other.optimization.equals(next.optimization));
            known = isNew ? 0 : known + 1;
            if (isNew) {
                found.add(next);
            }
        }
        return found;
    }

    /** {@return whether nothing that is given, such as a stem's width, is made meaningless by what is drawn} */
    private static boolean hasMeaning(Request<?> request) {
        try {
            Setting.check(request, setting -> false);
            return true;
        } catch (BadRequest e) {
            return false;
        }
    }

    private static <R extends Record & Request<?>> R applied(R open, ObjectNode usual, Map<String, Object> drawn) {
        ObjectNode request = open.toJson();
        ObjectNode defaults = usual.deepCopy();
        Object stem = drawn.get("stem");
        if (stem != null
                && !RequestJson.node(stem).equals(usual.at("/architecture/input/stem"))) { // has sizes of its own
            defaults.withObjectProperty("architecture")
                    .withObjectProperty("input")
                    .remove(List.of("stemSize", "stemStride"));
        }
        for (Setting setting : Setting.of(open.getClass())) {
            // one with a default of its own is never open
            setting.put(setting.usual() == null ? defaults : request, drawn.get(setting.name()));
        }
        request.remove(RequestJson.COMMAND);
        @SuppressWarnings("unchecked") // the same class
        R changed = (R) RequestJson.read(open.getClass(), request);
        return Setting.filled(changed, defaults);
    }

    private static <R extends Record & Request<?>> Candidate of(int number, R request, R defaults) {
        ObjectNode json = request.toJson();
        return new Candidate(
                number,
                RequestJson.read(ModelChoice.class, (ObjectNode) json.path("architecture")),
                RequestJson.read(OptimizationChoice.class, (ObjectNode) json.path("optimization")),
                Setting.differences(request, defaults));
    }

    /** {@return whether these are the defaults, for as many steps} */
    boolean isDefault() {
        return number == 0 && changes.isEmpty();
    }

    /** {@return how to train for a number of steps, in whole epochs} */
    public OptimizationChoice optimization(int steps) {
        ObjectNode json = (ObjectNode) RequestJson.node(optimization);
        return RequestJson.read(OptimizationChoice.class, json.put("epochs", 1).put("steps", steps));
    }

    /** {@return this candidate, always trained for a number of steps} */
    Candidate withSteps(int steps) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.put("steps", Integer.toString(steps));
        return new Candidate(number, architecture, optimization(steps), more);
    }

    /** {@return the changes in words, such as "cell gru, hidden 128"} */
    public String inWords() {
        String words = changes.entrySet().stream()
                .map(change -> change.getKey() + " " + change.getValue())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "the defaults" : words;
    }
}

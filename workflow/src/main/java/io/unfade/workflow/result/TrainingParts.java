package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.train.MemberSeries;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The training and validation series of a model.
 *
 * @param training the training series
 * @param validation the series that decide when training ends; null for none
 * @param source the validation file, if separate; else null
 * @param holdout how validation series were held out, if they were
 * @param rule the rule actually applied; null if nothing was held out
 * @param names of the groups
 * @param folds the folds of an ensemble, each with the other ones; empty if there are none
 */
public record TrainingParts(
        SeriesSet training,
        @Nullable SeriesSet validation,
        @Nullable String source,
        Holdout holdout,
        Holdout.@Nullable Rule rule,
        GroupNames names,
        List<MemberSeries> folds) {
    /** Parts without folds. */
    public TrainingParts(
            SeriesSet training,
            @Nullable SeriesSet validation,
            @Nullable String source,
            Holdout holdout,
            Holdout.@Nullable Rule rule,
            GroupNames names) {
        this(training, validation, source, holdout, rule, names, List.of());
    }

    /** {@return the parts of a set whose folds are each held out once} */
    public static TrainingParts ofFolds(SeriesSet all, List<MemberSeries> folds, GroupNames names) {
        return new TrainingParts(all, null, null, Holdout.NONE, null, names, folds);
    }

    /** {@return what the members of the model learn from: each its own, or all the same} */
    public List<MemberSeries> ofMembers() {
        return folds.isEmpty() ? List.of(new MemberSeries(training, validation)) : folds;
    }

    /** {@return what the networks are judged by, in words, such as "validation"} */
    public String judged() {
        return folds.isEmpty() ? "validation" : "out-of-fold";
    }

    /** {@return the parts of one set} */
    public static TrainingParts of(Holdout holdout, Holdout.Parts parts, GroupNames names) {
        return new TrainingParts(parts.training(), parts.validation(), null, holdout, parts.rule(), names);
    }

    /** {@return this in a sentence without a full stop} */
    public String text() {
        int trained = training.count();
        if (!folds.isEmpty()) {
            return "Training on " + trained + " series: " + folds.size()
                    + " networks, each on all folds but its own, which validates it";
        }
        if (validation == null) {
            return "Training on " + trained + " series" + of(training) + "; none are held out for validation";
        }
        String both = "Training on " + trained + " series" + of(training) + ", validating on " + validation.count();
        return rule == null ? both + " of " + source : both + of(validation) + " (" + why(rule) + ")";
    }

    private String of(SeriesSet set) {
        return rule == Holdout.Rule.GROUP ? " of " + names.inWords(groups(set)) : "";
    }

    private String why(Holdout.Rule taken) {
        int held = validation == null ? 0 : validation.count();
        double share = (double) held / (held + training.count());
        String asked = Text.plain(100 * holdout.share()) + " %";
        return switch (taken) {
            case GROUP ->
                String.format(
                        Locale.ROOT,
                        "whole groups, as near to %s of the series as they allow: %.0f %%",
                        asked,
                        100 * share);
            case STRATIFIED, AUTO -> asked + " of every class";
            case RANDOM -> asked + ", taken at random";
        };
    }

    /** Adds this to a JSON object. */
    public void addTo(ObjectNode json) {
        json.put("series", training.count());
        if (!folds.isEmpty()) {
            json.put("folds", folds.size());
        }
        json.put("validationSeries", validation == null ? 0 : validation.count());
        json.put("split", rule != null ? rule.key() : source != null ? "file" : null);
        put(json, "trainingGroups", training);
        put(json, "validationGroups", validation);
    }

    private void put(ObjectNode json, String key, @Nullable SeriesSet set) {
        ArrayNode array = json.putArray(key);
        if (rule == Holdout.Rule.GROUP && set != null) {
            names.of(groups(set)).forEach(array::add);
        }
    }

    private static int[] groups(SeriesSet set) {
        return Arrays.stream(set.groups().orElse(new int[0]))
                .distinct()
                .sorted()
                .toArray();
    }
}

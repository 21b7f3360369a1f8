package io.unfade.workflow.option;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.gradient.Evidence;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.NearestWord;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output to explain, and the method. */
public record TargetChoice(
        @Meaning(
                value = "Saliency method; `unfade methods` lists them with their options.",
                label = "NAME",
                usual = "gradient, or evidence of a model that was trained under noise")
        @Nullable
        String method,

        @Meaning(
                value = "An option of the method, such as steps=100; may be given several times.",
                label = "OPTION=VALUE")
        Map<String, String> set,

        @Meaning(
                value = "Which class's output: predicted, label (the true class), or a class by its name.",
                label = "CLASS")
        String target,

        @Meaning(
                value =
                        "Explain that output less the one of another class: second (the next most probable), or a class "
                                + "by its name.",
                label = "CLASS")
        @Nullable
        String contrast,

        @Meaning(
                value = "Which output of the class: logit, probability as in the paper, or log-odds.",
                label = "OUTPUT")
        Output output) {
    private static final String SECOND = "second";

    /** The predicted class's logit, by the usual method. */
    public TargetChoice() {
        this(null, Map.of(), "predicted", null, Output.LOGIT);
    }

    /** Checks the method and its options, if it is given. */
    public TargetChoice {
        set = new TreeMap<>(set);
        if (method != null) {
            check(method, set);
        }
    }

    /** Fails if the options fit neither of the {@linkplain #usual usual} methods where the method shows another one's map. */
    private static void check(String method, Map<String, String> set) {
        try {
            Attributions.of(method, Attributions.filled(method, set, usual(true)));
        } catch (IllegalArgumentException e) { // the other one says what is wrong
            Attributions.of(method, Attributions.filled(method, set, usual(false)));
        }
    }

    /**
     * {@return the same with the usual method, if none is given, also where a method that shows another one's map leaves that
     * one open}
     *
     * @param noise whether the model was trained under noise
     */
    public TargetChoice orUsual(boolean noise) {
        String named = method == null ? usual(noise) : method;
        return new TargetChoice(named, Attributions.filled(named, set, usual(noise)), target, contrast, output);
    }

    /** {@return the method of models that were trained under noise, or of others, where none is given} */
    static String usual(boolean noise) {
        return noise ? Evidence.KIND.key() : Gradient.KIND.key();
    }

    /**
     * {@return the same with another method}
     *
     * @param text its name, followed by its options if any, such as {@code occlusion window=5}
     */
    public TargetChoice also(String text) {
        Attributions.Named named;
        try {
            named = Attributions.Named.parse(text);
        } catch (IllegalArgumentException e) {
            throw BadRequest.of(
                    "{also} must be a method and its options, such as 'occlusion window=5', but was '%s'", text);
        }
        return new TargetChoice(named.key(), named.options(), target, contrast, output);
    }

    /** {@return the method, which must be known} */
    public Attribution attribution() {
        return Attributions.of(Objects.requireNonNull(method, "no method yet"), set);
    }

    /** Fails if the model does not provide the output. */
    public void checkGiven(Signature model) {
        if (!model.outputs().contains(output)) {
            throw BadRequest.of(
                    "the model provides no %s: {output} must be %s",
                    output.key(), model.outputs().stream().map(Output::key).collect(Collectors.joining(" or ")));
        }
    }

    /** {@return the class to explain} */
    public Target of(List<String> classes) {
        int index = classes.indexOf(target);
        if (index >= 0) {
            return new Target.Fixed(index);
        }
        return switch (target) {
            case "predicted" -> new Target.Predicted();
            case "label" -> new Target.Label();
            default ->
                throw BadRequest.of(
                        "{target} must be predicted, label or one of the classes %s, but was '%s'%s",
                        classes, target, NearestWord.clause(target, known(classes, "predicted", "label")));
        };
    }

    /** {@return the class to subtract} */
    public Contrast contrast(List<String> classes) {
        if (contrast == null) {
            return new Contrast.None();
        }
        int index = classes.indexOf(contrast);
        if (index >= 0) {
            if (index == classes.indexOf(target)) {
                throw BadRequest.of("{contrast} must be another class than {target}, but both are '%s'", contrast);
            }
            return new Contrast.Fixed(index);
        }
        if (contrast.equals(SECOND)) {
            return new Contrast.Second();
        }
        throw BadRequest.of(
                "{contrast} must be second or one of the classes %s, but was '%s'%s",
                classes, contrast, NearestWord.clause(contrast, known(classes, SECOND)));
    }

    /** Fails if a class is to be subtracted that can be the explained one, which models to be trained will tell too late. */
    public void checkOtherwiseContrasted() {
        boolean open = target.equals("predicted") || target.equals("label");
        if (contrast != null
                && !contrast.equals(SECOND)
                && open
                && attribution().dependsOnOutput()) {
            throw BadRequest.of(
                    "{contrast} '%s' needs {target} to be another class by its name, since a series that is explained for class '%s'"
                            + " cannot be contrasted with itself; or take second",
                    contrast, contrast);
        }
    }

    private static List<String> known(List<String> classes, String... words) {
        return Stream.concat(Stream.of(words), classes.stream()).toList();
    }
}

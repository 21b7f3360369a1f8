package io.unfade.workflow.option;

import io.unfade.attribution.Output;
import io.unfade.attribution.SaliencyMethod;
import io.unfade.attribution.Target;
import io.unfade.check.NearestWord;
import io.unfade.model.ModelDescription;
import io.unfade.workflow.base.BadRequest;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which output is explained, and by which method.
 *
 * @param method name of the saliency method
 * @param target which class's output: predicted, label (the true class), or a class by its name
 * @param output which output of the class
 */
public record TargetChoice(String method, String target, Output output) {
    /** The logit of the predicted class, by its gradient. */
    public TargetChoice() {
        this("gradient", "predicted", Output.LOGIT);
    }

    /** Checks the method. */
    public TargetChoice {
        SaliencyMethod.of(method);
    }

    /** {@return the class that is explained} */
    public Target of(ModelDescription model) {
        int index = model.allClassNames().indexOf(target);
        if (index >= 0) {
            return new Target.Fixed(index);
        }
        return switch (target) {
            case "predicted" -> new Target.Predicted();
            case "label" -> new Target.Label();
            default ->
                throw BadRequest.of(
                        "{target} must be predicted, label or one of the classes %s, but was '%s'%s",
                        model.allClassNames(), target, NearestWord.clause(target, known(model)));
        };
    }

    private static List<String> known(ModelDescription model) {
        return Stream.concat(Stream.of("predicted", "label"), model.allClassNames().stream())
                .toList();
    }
}

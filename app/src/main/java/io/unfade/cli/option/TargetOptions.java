package io.unfade.cli.option;

import io.unfade.attribution.Output;
import io.unfade.attribution.SaliencyMethod;
import io.unfade.attribution.Target;
import io.unfade.check.NearestWord;
import io.unfade.cli.base.UsageException;
import io.unfade.model.ModelDescription;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.stream.Stream;

/** Which output is explained, and by which method. */
public final class TargetOptions {
    @Option(
            names = "--method",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "gradient",
            description = "Saliency method: gradient.")
    private String method = "gradient";

    @Option(
            names = "--target",
            order = 11,
            paramLabel = "CLASS",
            defaultValue = "predicted",
            description = "Which class's output: predicted, label (the true class), or a class by its name.")
    private String target = "predicted";

    @Option(
            names = "--output",
            order = 12,
            paramLabel = "OUTPUT",
            defaultValue = "logit",
            description = "Which output of the class: logit, or probability as in the paper.")
    private String output = "logit";

    public SaliencyMethod method() {
        return SaliencyMethod.of(method);
    }

    public Output output() {
        return Output.of(output);
    }

    public String target() {
        return target;
    }

    /** Fails if what is asked for cannot be, as far as the model alone can tell. */
    void check(ModelDescription model) {
        SaliencyMethod.of(method);
        Output.of(output);
        target(model);
    }

    private static List<String> known(ModelDescription model) {
        return Stream.concat(Stream.of("predicted", "label"), model.allClassNames().stream())
                .toList();
    }

    public Target target(ModelDescription model) {
        int index = model.allClassNames().indexOf(target);
        if (index >= 0) {
            return new Target.Fixed(index);
        }
        return switch (target) {
            case "predicted" -> new Target.Predicted();
            case "label" -> new Target.Label();
            default ->
                throw new UsageException(
                        "--target must be predicted, label or one of the classes " + model.allClassNames()
                                + ", but was '" + target + "'" + NearestWord.clause(target, known(model)));
        };
    }
}

package io.unfade.cli.option;

import io.unfade.model.Output;
import io.unfade.attribution.Target;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.NearestWord;
import io.unfade.model.Model;
import io.unfade.model.TrainedModel;
import io.unfade.cli.base.UsageException;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which output is explained, and by which method. */
public final class TargetOptions {
    @Option(
            names = "--method",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "gradient",
            description = "Saliency method; `unfade methods` lists them with their options.")
    private String method = "gradient";

    @Option(
            names = "--set",
            order = 10,
            paramLabel = "OPTION=VALUE",
            description = "An option of the method, such as steps=100; may be given several times.")
    private Map<String, String> methodOptions = new LinkedHashMap<>();

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

    public Attribution method() {
        return Attributions.of(method, methodOptions);
    }

    public Output output() {
        return Output.of(output);
    }

    public String target() {
        return target;
    }

    /** Fails if what is asked for cannot be, as far as the model alone can tell. */
    public void check(Model model) {
        Explainer.check(model, method());
        Output.of(output);
        if (model instanceof TrainedModel trained) { // others do not know their classes before they see series
            target(trained.signature().allClassNames());
        }
    }

    private static List<String> known(List<String> classes) {
        return Stream.concat(Stream.of("predicted", "label"), classes.stream())
                .toList();
    }

    public Target target(List<String> classes) {
        int index = classes.indexOf(target);
        if (index >= 0) {
            return new Target.Fixed(index);
        }
        return switch (target) {
            case "predicted" -> new Target.Predicted();
            case "label" -> new Target.Label();
            default ->
                throw new UsageException(
                        "--target must be predicted, label or one of the classes " + classes
                                + ", but was '" + target + "'" + NearestWord.clause(target, known(classes)));
        };
    }
}

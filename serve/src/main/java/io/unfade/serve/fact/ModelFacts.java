package io.unfade.serve.fact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.workflow.page.ModelCards;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** What is cheap to know of a model folder: all but its weights. */
public final class ModelFacts {
    /** Key of the files that a model was trained on, each with its hash. */
    public static final String TRAINED_ON = "trainedOn";

    private ModelFacts() {}

    static Facts of(Path folder) throws IOException {
        ModelDescription model = ModelFolder.describe(folder);
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        String description = ModelCards.architecture(model.spec());
        about.put("description", description);
        about.put("features", model.spec().features());
        about.put("classes", model.spec().classes());
        about.put("members", model.spec().members());
        if (model.noiseLevel() > 0) {
            about.put("noiseLevel", model.noiseLevel());
        }
        if (model.temperature() != 1) {
            about.put("temperature", model.temperature());
        }
        ObjectNode origin = ModelFolder.origin(folder);
        if (origin != null && origin.path("data").isArray()) {
            about.set(TRAINED_ON, origin.path("data"));
        }
        Double accuracy = origin == null ? null : accuracy(origin.path("training"));
        if (accuracy != null) {
            about.put("accuracy", accuracy);
        }
        return new Facts(
                Kind.MODEL,
                description + "; " + SeriesFacts.amount(model.spec().features(), "feature") + ", "
                        + SeriesFacts.amount(model.spec().classes(), "class"),
                about);
    }

    /** {@return the validation accuracy of the epoch that was kept; null without validation} */
    private static @Nullable Double accuracy(JsonNode training) {
        int best = training.path("bestEpoch").asInt(-1);
        for (JsonNode epoch : training.path("history")) {
            if (epoch.path("epoch").asInt() == best
                    && epoch.path("validationAccuracy").isNumber()) {
                return epoch.path("validationAccuracy").asDouble();
            }
        }
        return null;
    }
}

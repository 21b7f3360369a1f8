package io.unfade.workflow.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.model.Model;
import io.unfade.model.ModelDescription;
import io.unfade.model.RecurrentModel;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Stem;
import io.unfade.report.page.KeyValue;
import io.unfade.report.page.ModelCard;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Descriptions of models in reports. */
public final class ModelCards {
    private ModelCards() {}

    /** {@return the description of a model; accuracy NaN if unknown} */
    public static ModelCard of(String name, Model model, double accuracy) {
        List<KeyValue> facts = new ArrayList<>();
        Signature signature = model.signature();
        facts.add(new KeyValue(
                "Architecture",
                model instanceof RecurrentModel recurrent
                        ? architecture(recurrent.spec())
                        : "of another program, taken as it is"));
        addSizes(
                facts,
                signature.features(),
                signature.classes(),
                signature.standardizer().kind().key());
        if (model instanceof RecurrentModel recurrent) {
            addSpec(facts, recurrent.spec());
        }
        if (model instanceof TrainedModel trained) {
            addTemperature(facts, trained.description());
        }
        if (!Double.isNaN(accuracy)) {
            facts.add(new KeyValue("Accuracy on these series", String.format(Locale.ROOT, "%.1f %%", 100 * accuracy)));
        }
        ObjectNode provenance = model instanceof TrainedModel trained ? trained.provenance() : null;
        if (provenance != null) {
            addProvenance(facts, provenance);
        }
        return new ModelCard(name, facts);
    }

    /**
     * {@return what the folder of a model says of it}
     *
     * @param origin where it came from; null if unknown
     */
    public static ModelCard of(String name, ModelDescription model, @Nullable ObjectNode origin) {
        List<KeyValue> facts = new ArrayList<>();
        facts.add(new KeyValue("Architecture", architecture(model.spec())));
        addSizes(
                facts,
                model.spec().features(),
                model.spec().classes(),
                model.standardization().key());
        addSpec(facts, model.spec());
        addTemperature(facts, model);
        if (origin != null) {
            addProvenance(facts, origin);
        }
        return new ModelCard(name, facts);
    }

    private static void addSizes(List<KeyValue> facts, int features, int classes, String standardization) {
        facts.add(new KeyValue("Features, classes", features + " features, " + classes + " classes"));
        facts.add(new KeyValue("Standardisation", standardization));
    }

    private static void addSpec(List<KeyValue> facts, ModelSpec spec) {
        addPreparation(facts, spec.preparation());
        facts.add(new KeyValue("Dropout in training", String.format(Locale.ROOT, "%.2f", spec.dropout())));
    }

    private static void addTemperature(List<KeyValue> facts, ModelDescription model) {
        if (model.temperature() != 1) {
            facts.add(new KeyValue(
                    "Probabilities",
                    String.format(Locale.ROOT, "calibrated: softmax of logits / %.4f", model.temperature())));
        }
    }

    private static void addPreparation(List<KeyValue> facts, Preparation preparation) {
        List<String> parts = new ArrayList<>();
        if (preparation.clip() != null) {
            parts.add("standardised values limited to +-" + preparation.clip());
        }
        if (preparation.differences() != Preparation.Differences.NONE) {
            parts.add("first differences " + preparation.differences().key());
        }
        if (preparation.pool() > 1) {
            parts.add("means of " + preparation.pool() + " steps");
        }
        if (!parts.isEmpty()) {
            facts.add(new KeyValue("Preparation", String.join(", ", parts)));
        }
    }

    /** {@return the architecture in words, on one line} */
    public static String architecture(ModelSpec spec) {
        String attention = spec.attention() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "input-cell attention (%s, %d hops, width %d%s) + ",
                        spec.attention().pooling().key(),
                        spec.attention().hops(),
                        spec.attention().width(),
                        positions(spec.attention().positions()));
        return String.format(
                Locale.ROOT,
                "%s%s%s%s%s, %d layer%s, hidden size %d, readout %s",
                spec.members() == 1 ? "" : "ensemble of " + spec.members() + " networks, mean of logits: ",
                spec.stem() == null ? "" : stem(spec.stem()) + " + ",
                attention,
                spec.bidirectional() ? "bidirectional " : "",
                spec.cell().name(),
                spec.layers(),
                spec.layers() == 1 ? "" : "s",
                spec.hidden(),
                spec.readout().kind().key());
    }

    private static String positions(@Nullable Positions positions) {
        return positions == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", position code of %d frequenc%s over %d steps",
                        positions.harmonics(),
                        positions.harmonics() == 1 ? "y" : "ies",
                        positions.period());
    }

    private static String weights(int averaged) {
        return averaged == 0 ? "weights" : "mean weights of " + averaged + " epochs, the last";
    }

    private static String stem(Stem stem) {
        if (stem instanceof Stem.Windows windows) {
            return String.format(
                    Locale.ROOT,
                    "%s windows of %d steps every %d",
                    windows.alignment().key(),
                    windows.size(),
                    windows.stride());
        }
        if (stem instanceof Stem.Convolutions convolutions) {
            String layers = convolutions.layers().stream()
                    .map(layer -> String.format(
                            Locale.ROOT,
                            "%s steps x %d, stride %d",
                            layer.kernels().stream().map(String::valueOf).collect(Collectors.joining("+")),
                            layer.filters(),
                            layer.stride()))
                    .collect(Collectors.joining("; "));
            return stem.alignment().key() + " convolutions (" + layers + ")";
        }
        return "linear map to " + ((Stem.Linear) stem).size() + " features";
    }

    private static void addProvenance(List<KeyValue> facts, ObjectNode provenance) {
        JsonNode training = provenance.path("training");
        if (!training.isMissingNode()) {
            facts.add(new KeyValue(
                    "Training",
                    String.format(
                            Locale.ROOT,
                            "%d series, %s of epoch %d of %d, %s",
                            training.path("series").asInt(),
                            weights(training.path("averagedEpochs").asInt()),
                            training.path("bestEpoch").asInt(),
                            training.path("epochsRun").asInt(),
                            training.path("stopped").asText())));
            List<String> options = new ArrayList<>();
            training.path("options")
                    .properties()
                    .forEach(option -> options.add(
                            option.getKey() + " " + option.getValue().asText()));
            facts.add(new KeyValue("Training options", String.join(", ", options)));
        }
        add(facts, "Command", provenance.path("command"));
        for (JsonNode file : provenance.path("data")) {
            facts.add(new KeyValue(
                    "Data " + file.path("file").asText(),
                    "SHA-256 " + file.path("sha256").asText()));
        }
        JsonNode versions = provenance.path("versions");
        if (!versions.isMissingNode()) {
            facts.add(new KeyValue(
                    "Made with",
                    "unfade " + versions.path("unfade").asText() + ", "
                            + versions.path("engine").asText() + ", Java "
                            + versions.path("java").asText()));
        }
        add(facts, "Machine", provenance.path("operatingSystem"));
    }

    private static void add(List<KeyValue> facts, String key, JsonNode value) {
        if (value.isTextual() && !value.asText().isBlank()) {
            facts.add(new KeyValue(key, value.asText()));
        }
    }
}

package io.unfade.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.check.Utf8Text;
import io.unfade.data.Holdout;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a cross-validation: {@code cross-validation.json} with its settings, and a model folder for each fold with a
 * file {@code fold.json}, which is written last and holds the model's hash. A fold without that file is incomplete.
 */
final class FoldFolder implements FoldStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String FORMAT = "unfade-cross-validation/1";
    private static final String SETTINGS = "cross-validation.json";
    private static final String DONE = "fold.json";
    private static final int LONGEST_SHOWN = 100;

    private final Path folder;

    private FoldFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder of a cross-validation, creating it if necessary.
     *
     * @param settings everything the models depend on
     * @throws IllegalArgumentException if it has other settings or other content; it is then unchanged
     */
    static FoldFolder open(Path folder, Map<String, String> settings) throws IOException {
        Path file = folder.resolve(SETTINGS);
        if (Files.exists(file)) {
            checkSame(folder, settings);
        } else {
            Require.argument(
                    isNewOrEmpty(folder), "the folder %s holds other files; name a new or an empty folder", folder);
            Files.createDirectories(folder);
            ObjectNode node = JSON.createObjectNode();
            node.put("format", FORMAT);
            ObjectNode entries = node.putObject("settings");
            settings.forEach(entries::put);
            AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(node)));
        }
        return new FoldFolder(folder);
    }

    private static boolean isNewOrEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> String.valueOf(file.getFileName()).startsWith(".unfade-")); // leftovers
        }
    }

    private static void checkSame(Path folder, Map<String, String> settings) throws IOException {
        JsonNode kept = read(folder.resolve(SETTINGS));
        if (!kept.path("format").asText().equals(FORMAT)) {
            throw new MalformedFileException(folder.resolve(SETTINGS), "", "is not of the format " + FORMAT);
        }
        settings.forEach((key, now) -> {
            String then = kept.path("settings").path(key).asText("absent");
            boolean sayBoth = then.length() + now.length() <= LONGEST_SHOWN;
            Require.argument(
                    then.equals(now),
                    "%s holds a cross-validation of other settings (%s was %s, but is now %s); choose another folder, or "
                            + "delete this one",
                    folder,
                    key,
                    sayBoth ? then : "another",
                    sayBoth ? now : "changed");
        });
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return JSON.readTree(Utf8Text.read(file));
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "", "is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public FoldResult.@Nullable Training find(Fold fold) throws IOException {
        Path file = folder.resolve(fold.name()).resolve(DONE);
        if (!Files.exists(file)) {
            return null;
        }
        JsonNode node = read(file);
        String hash = ModelFolder.hash(folder.resolve(fold.name()));
        if (!node.path("modelSha256").asText().equals(hash)) {
            throw new MalformedFileException(
                    file,
                    "",
                    "describes another model than the one next to it; delete the folder to train that fold again");
        }
        try {
            return training(node);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "", "is not what a fold that is done writes: " + e.getMessage(), e);
        }
    }

    @Override
    public void keep(Fold fold, TrainedModel model, FoldResult.Training training) throws IOException {
        Path place = folder.resolve(fold.name());
        ModelFolder.save(model, place);
        ObjectNode node = json(fold, training);
        node.put("modelSha256", ModelFolder.hash(place));
        AtomicFile.write(place.resolve(DONE), out -> out.write(JSON.writeValueAsBytes(node)));
    }

    @Override
    public TrainedModel load(Fold fold) throws IOException {
        return ModelFolder.load(folder.resolve(fold.name()));
    }

    /** {@return a fold and the training of its model, as JSON} */
    static ObjectNode json(Fold fold, FoldResult.Training training) {
        ObjectNode node = JSON.createObjectNode();
        node.put("repeat", fold.repeat());
        node.put("fold", fold.number());
        node.set("heldOutGroups", JSON.valueToTree(fold.heldOut()));
        node.put("seed", training.seed());
        node.put("trained", training.trained());
        node.put("validated", training.validated());
        node.put("tested", fold.tested().length);
        Holdout.Rule rule = training.rule();
        node.put("split", rule == null ? null : rule.key());
        node.set("validationGroups", JSON.valueToTree(training.validationGroups()));
        node.put("epochsRun", training.epochs());
        node.put("bestEpoch", training.bestEpoch());
        node.put("stop", training.stop().name());
        if (training.noiseLevels().length > 0) {
            node.set("noiseLevels", JSON.valueToTree(training.noiseLevels()));
        }
        return node;
    }

    private static FoldResult.Training training(JsonNode node) {
        for (String key : List.of("seed", "trained", "validated", "epochsRun", "bestEpoch")) {
            Require.argument(node.path(key).isIntegralNumber(), "'%s' must be a whole number", key);
        }
        return new FoldResult.Training(
                node.path("seed").asLong(),
                node.path("trained").asInt(),
                node.path("validated").asInt(),
                node.path("split").isTextual()
                        ? Holdout.Rule.of(node.path("split").asText())
                        : null,
                JSON.convertValue(node.path("validationGroups"), int[].class),
                node.path("epochsRun").asInt(),
                node.path("bestEpoch").asInt(),
                TrainingResult.Stop.valueOf(node.path("stop").asText()),
                node.has("noiseLevels") ? JSON.convertValue(node.path("noiseLevels"), double[].class) : new double[0]);
    }
}

package io.unfade.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.Fingerprint;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Safetensors;
import io.unfade.model.tensor.Tensor;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The state of a training run in one file, replaced atomically after every epoch: a crash leaves the state after the
 * last epoch or the one before it. Tensors are in safetensors format, the rest of the state is JSON in its metadata.
 *
 * @param file its path; the folder must exist
 */
public record Checkpoint(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "unfade-checkpoint/1";
    private static final String STATE = "state";
    private static final int LONGEST_SHOWN = 100;
    private static final String CHECKSUM = "crc32c";
    private static final String MEMBERS = "members";
    private static final String NOT_SET = "not set";
    private static final String THREADS = "threads";
    private static final List<String> PARTS = List.of("current.", "best.", "moments.", "sums.");

    /** {@return the checkpoint of a model folder, a file next to it} */
    public static Checkpoint beside(Path modelFolder) {
        Path folder = modelFolder.toAbsolutePath().normalize();
        return new Checkpoint(folder.resolveSibling(folder.getFileName() + ".checkpoint"));
    }

    /** {@return whether the file exists} */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Deletes the file, if it exists. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What a run must have in common with the one it resumes. */
    record Identity(Map<String, String> options) {
        /**
         * {@return the identity of a run}
         *
         * @param training series of each member, or those of all
         * @param validation likewise; null for none
         */
        static Identity of(
                TrainingOptions options,
                TrainedModel model,
                List<SeriesSet> training,
                @Nullable List<SeriesSet> validation) {
            Map<String, String> map = new LinkedHashMap<>(options.toMap());
            map.keySet().removeAll(List.of("epochs", "steps"));
            map.putAll(model.description().withNoiseLevel(0).toMap()); // a result of training, not its setting
            map.put("precision", model.precision().toString());
            map.put("standardizer", Integer.toHexString(model.standardizer().hashCode()));
            map.put("training data", joined(training, Fingerprint::of));
            map.put("validation data", joined(validation, Fingerprint::of));
            if (model.standardizer().kind() == Standardization.PER_GROUP) {
                map.put("groups of the training data", joined(training, Fingerprint::ofGroups));
                map.put("groups of the validation data", joined(validation, Fingerprint::ofGroups));
            }
            if (options.descent().needsLength()) {
                map.put("epochs", Integer.toString(options.length().epochs(Learner.smallest(training))));
            }
            return new Identity(map);
        }

        private static String joined(@Nullable List<SeriesSet> sets, Function<SeriesSet, String> fingerprint) {
            return sets == null ? "none" : sets.stream().map(fingerprint).collect(Collectors.joining(" "));
        }
    }

    void write(TrainingState state, Identity identity) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put(THREADS, EngineRuntime.threads());
        node.put("steps", state.steps());
        if (state.members().size() == 1) {
            put(node, state.members().get(0));
        } else {
            ArrayNode members = node.putArray(MEMBERS);
            state.members().forEach(member -> put(members.addObject(), member));
        }
        ObjectNode options = node.putObject("identity");
        identity.options().forEach(options::put);

        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.current().forEach((name, tensor) -> tensors.put(PARTS.get(0) + name, tensor));
        state.best().forEach((name, tensor) -> tensors.put(PARTS.get(1) + name, tensor));
        state.moments().forEach((name, tensor) -> tensors.put(PARTS.get(2) + name, tensor));
        state.sums().forEach((name, tensor) -> tensors.put(PARTS.get(3) + name, tensor));
        String text = JSON.writeValueAsString(node);
        Safetensors content = new Safetensors(tensors, Map.of(STATE, text, CHECKSUM, checksum(text, tensors)));
        AtomicFile.write(file, content::write);
    }

    /**
     * Reads the state.
     *
     * @param identity of the resumed run
     * @throws IllegalArgumentException if the checkpoint belongs to another run; the message names the difference
     * @throws MalformedFileException if the file is damaged
     */
    TrainingState read(Identity identity) throws IOException {
        Safetensors content = Safetensors.read(file);
        JsonNode node = state(content);
        String checksum = checksum(content.metadata().getOrDefault(STATE, ""), content.tensors());
        if (!checksum.equals(content.metadata().get(CHECKSUM))) {
            throw new MalformedFileException(file, "", "is damaged: its checksum is not the one that was written");
        }
        identity.options()
                .forEach((name, value) ->
                        checkSame(name, node.path("identity").path(name).asText(NOT_SET), value));
        node.path("identity").fieldNames().forEachRemaining(name -> {
            if (!identity.options().containsKey(name)) {
                checkSame(name, node.path("identity").path(name).asText(), NOT_SET);
            }
        });
        List<TrainingState.OfMember> members = new ArrayList<>();
        if (node.has(MEMBERS)) {
            node.path(MEMBERS).forEach(member -> members.add(ofMember(member)));
        } else {
            members.add(ofMember(node));
        }
        return new TrainingState(
                part(content, 0),
                part(content, 1),
                part(content, 3),
                part(content, 2),
                node.path("steps").asLong(),
                members);
    }

    private static void put(ObjectNode node, TrainingState.OfMember member) {
        node.put("bestEpoch", member.bestEpoch());
        node.put("stop", member.stop().name());
        ArrayNode history = node.putArray("history");
        member.history().forEach(epoch -> history.add(epoch.toJson()));
    }

    private static TrainingState.OfMember ofMember(JsonNode node) {
        List<EpochResult> history = new ArrayList<>();
        node.path("history").forEach(epoch -> history.add(EpochResult.of(epoch)));
        return new TrainingState.OfMember(
                node.path("bestEpoch").asInt(),
                history,
                TrainingResult.Stop.valueOf(node.path("stop").asText()));
    }

    private JsonNode state(Safetensors content) throws MalformedFileException {
        JsonNode node;
        try {
            node = JSON.readTree(content.metadata().getOrDefault(STATE, "{}"));
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "", "is not a checkpoint of a training run", e);
        }
        if (!node.path("format").asText().equals(FORMAT)) {
            throw new MalformedFileException(file, "", "is not a checkpoint of a training run");
        }
        return node;
    }

    /**
     * {@return the number of threads per operation in the interrupted run; empty in files of earlier versions} With
     * another number, weights can differ from those of an uninterrupted run in their last digits.
     *
     * @throws MalformedFileException if the file is damaged
     */
    public OptionalInt threads() throws IOException {
        JsonNode threads = state(Safetensors.read(file)).path(THREADS);
        return threads.isInt() ? OptionalInt.of(threads.asInt()) : OptionalInt.empty();
    }

    /** Covers everything that is read, so that a run never resumes from corrupt numbers. */
    private static String checksum(String state, Map<String, Tensor> tensors) {
        CRC32C crc = new CRC32C();
        crc.update(state.getBytes(StandardCharsets.UTF_8));
        tensors.forEach((name, tensor) -> {
            String claim = name + Arrays.toString(tensor.shape()) + tensor.precision();
            crc.update(claim.getBytes(StandardCharsets.UTF_8));
            crc.update(tensor.data().duplicate());
        });
        return Long.toHexString(crc.getValue());
    }

    private void checkSame(String name, String then, String now) {
        boolean sayBoth = then.length() + now.length() <= LONGEST_SHOWN;
        Require.argument(
                then.equals(now),
                "cannot resume from %s: %s was %s, but is now %s",
                file,
                name,
                sayBoth ? then : "another",
                sayBoth ? now : "changed");
    }

    private static Map<String, Tensor> part(Safetensors content, int part) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        String prefix = PARTS.get(part);
        content.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return tensors;
    }
}

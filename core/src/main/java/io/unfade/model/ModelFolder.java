package io.unfade.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileHash;
import io.unfade.check.FileStamp;
import io.unfade.check.FolderSwap;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.tensor.Safetensors;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Classifier;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a folder of three files: {@code model.json}, {@code weights.safetensors} with PyTorch's names and layouts,
 * and {@code provenance.json}.
 *
 * <p>A folder is replaced as a whole, see {@link FolderSwap}.
 */
public final class ModelFolder {
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String PROVENANCE = "provenance.json";
    private static final List<String> FILES = List.of(DESCRIPTION, WEIGHTS, PROVENANCE);
    private static final String MEAN = "standardizer.mean";
    private static final String SCALE = "standardizer.scale";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelFolder() {}

    /** {@return whether there is a model in the folder, complete or not} */
    public static boolean holdsModel(Path folder) throws IOException {
        Path readable = FolderSwap.of(folder, FILES).readable();
        return Files.exists(readable.resolve(DESCRIPTION)) || Files.exists(readable.resolve(WEIGHTS));
    }

    /** {@return the SHA-256 of a model's description and weights} */
    public static String hash(Path folder) throws IOException {
        Path readable = FolderSwap.of(folder, FILES).readable();
        return FileHash.sha256(readable.resolve(DESCRIPTION), readable.resolve(WEIGHTS));
    }

    /**
     * Writes a model. What was in the folder is replaced; files that are not a model's are kept.
     *
     * @param folder its parent must exist
     * @throws FileSystemException if a file has the folder's name
     * @throws IOException if writing fails; the folder is then unchanged
     */
    public static void save(TrainedModel model, Path folder) throws IOException {
        if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
            throw new FileSystemException(folder.toString(), null, "is a link to something that does not exist");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileSystemException(folder.toString(), null, "is not a folder, so no model can be saved in it");
        }
        ObjectNode provenance = model.provenance() == null ? JSON.createObjectNode() : model.provenance();
        FolderSwap.of(folder, FILES).replace(fresh -> {
            AtomicFile.write(fresh.resolve(DESCRIPTION), out -> out.write(ModelJson.write(model.description())));
            AtomicFile.write(fresh.resolve(WEIGHTS), new Safetensors(tensors(model), Map.of())::write);
            AtomicFile.write(fresh.resolve(PROVENANCE), out -> out.write(JSON.writeValueAsBytes(provenance)));
        });
    }

    /**
     * Reads a model.
     *
     * @throws NoSuchFileException if a file is missing, other than provenance
     * @throws MalformedFileException if a file is malformed; the message names the key or tensor
     * @throws IOException if reading fails
     */
    public static TrainedModel load(Path folder) throws IOException {
        try {
            return read(FolderSwap.of(folder, FILES).readable());
        } catch (FileSystemException e) {
            return read(FolderSwap.of(folder, FILES).readable()); // it may have been replaced in the meantime
        }
    }

    private static TrainedModel read(Path folder) throws IOException {
        FileStamp stamp = FileStamp.of(folder.resolve(DESCRIPTION), folder.resolve(WEIGHTS));
        ModelDescription description = ModelJson.read(existing(folder.resolve(DESCRIPTION)));
        Path weightsFile = existing(folder.resolve(WEIGHTS));
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Safetensors.read(weightsFile).tensors());
        Standardizer standardizer = standardizer(description, tensors, weightsFile);
        Map<String, long[]> expected = new LinkedHashMap<>();
        checkLayers(weightsFile, description.spec(), tensors);
        Classifier network = new Classifier(description.spec());
        network.weights()
                .keySet()
                .forEach(name -> expected.put(name, network.shape(name).getShape()));
        boolean all = tensors.values().stream().allMatch(tensor -> tensor.precision() == Precision.DOUBLE);
        Precision precision = all ? Precision.DOUBLE : Precision.SINGLE;
        check(weightsFile, expected, tensors, precision);
        ObjectNode provenance = provenance(folder.resolve(PROVENANCE));
        String hash = stamp.sha256();
        TrainedModel model = TrainedModel.of(description, standardizer, precision, tensors);
        model.setProvenance(provenance);
        model.setFileHash(hash);
        return model;
    }

    private static Map<String, Tensor> tensors(TrainedModel model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.weights());
        Standardizer standardizer = model.standardizer();
        if (standardizer.kind().isLearnt()) {
            long[] shape = Arrays.stream(standardizer.shape()).asLongStream().toArray();
            tensors.put(MEAN, Tensor.of(standardizer.mean(), shape));
            tensors.put(SCALE, Tensor.of(standardizer.scale(), shape));
        }
        return tensors;
    }

    /** Removes the standardizer's tensors from the map. */
    private static Standardizer standardizer(ModelDescription description, Map<String, Tensor> tensors, Path file)
            throws MalformedFileException {
        Standardization kind = description.standardization();
        if (!kind.isLearnt()) {
            return Standardizer.withoutNumbers(kind);
        }
        int features = description.spec().features();
        Tensor mean = statistic(tensors, MEAN, kind, features, file);
        Tensor scale = statistic(tensors, SCALE, kind, features, file);
        if (!Arrays.equals(mean.shape(), scale.shape())) {
            throw problem(file, SCALE, "has another shape than " + MEAN);
        }
        for (double value : scale.toDoubles()) {
            if (!(value > 0)) {
                throw problem(file, SCALE, "must be positive, but holds " + value);
            }
        }
        return kind == Standardization.PER_FEATURE
                ? Standardizer.perFeature(mean.toDoubles(), scale.toDoubles())
                : Standardizer.perCell(features, mean.toDoubles(), scale.toDoubles());
    }

    private static Tensor statistic(
            Map<String, Tensor> tensors, String name, Standardization kind, int features, Path file)
            throws MalformedFileException {
        Tensor tensor = tensors.remove(name);
        if (tensor == null) {
            throw problem(file, name, "is missing; model.json asks for standardization " + kind.key());
        }
        long[] shape = tensor.shape();
        boolean fits = kind == Standardization.PER_FEATURE
                ? Arrays.equals(shape, new long[] {features})
                : shape.length == 2 && shape[0] >= 1 && shape[1] == features;
        if (!fits) {
            String expected = kind == Standardization.PER_FEATURE ? "[" + features + "]" : "[T, " + features + "]";
            throw problem(file, name, "must have shape " + expected + ", but has " + Arrays.toString(shape));
        }
        checkFinite(file, name, tensor, Precision.DOUBLE);
        return tensor;
    }

    /** Checks that every layer has a tensor, before allocating the number of layers that model.json claims. */
    private static void checkLayers(Path file, ModelSpec spec, Map<String, Tensor> tensors)
            throws MalformedFileException {
        for (int layer = 0; layer < spec.layers(); layer++) {
            String name = "rnn.weight_ih_l" + layer;
            if (!tensors.containsKey(name)) {
                throw problem(file, name, "is missing; model.json asks for " + spec.layers() + " layers");
            }
        }
    }

    /** Checks that the tensors are exactly the expected ones, and finite in the model's precision. */
    private static void check(Path file, Map<String, long[]> expected, Map<String, Tensor> tensors, Precision precision)
            throws MalformedFileException {
        for (var entry : expected.entrySet()) {
            String shape = Arrays.toString(entry.getValue());
            Tensor tensor = tensors.get(entry.getKey());
            if (tensor == null) {
                throw problem(file, entry.getKey(), "is missing; model.json asks for it with shape " + shape);
            }
            if (!Arrays.equals(tensor.shape(), entry.getValue())) {
                throw problem(
                        file,
                        entry.getKey(),
                        "model.json asks for shape " + shape + ", but it has " + Arrays.toString(tensor.shape()));
            }
            checkFinite(file, entry.getKey(), tensor, precision);
        }
        for (String name : tensors.keySet()) {
            if (!expected.containsKey(name)) {
                throw problem(file, name, "is not part of the model that model.json describes");
            }
        }
    }

    private static void checkFinite(Path file, String name, Tensor tensor, Precision precision)
            throws MalformedFileException {
        for (double value : tensor.toDoubles()) {
            if (!Double.isFinite(precision == Precision.DOUBLE ? value : (float) value)) {
                throw problem(file, name, "holds a value that is not finite in the model's precision: " + value);
            }
        }
    }

    /**
     * {@return what a model's folder says of the model, without its weights}
     *
     * @throws NoSuchFileException if there is no model
     * @throws MalformedFileException if the description is malformed
     * @throws IOException if reading fails
     */
    public static ModelDescription describe(Path folder) throws IOException {
        return ModelJson.read(existing(FolderSwap.of(folder, FILES).readable().resolve(DESCRIPTION)));
    }

    /**
     * {@return where a model's folder says that the model came from; null if it does not}
     *
     * @throws MalformedFileException if that is malformed
     * @throws IOException if reading fails
     */
    public static @Nullable ObjectNode origin(Path folder) throws IOException {
        return provenance(FolderSwap.of(folder, FILES).readable().resolve(PROVENANCE));
    }

    private static @Nullable ObjectNode provenance(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        if (ModelJson.parse(file) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedFileException(file, "", "must be a JSON object");
    }

    private static Path existing(Path file) throws NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such file; a model folder holds " + FILES);
        }
        return file;
    }

    private static MalformedFileException problem(Path file, String tensor, String problem) {
        return new MalformedFileException(file, "tensor '" + tensor + "'", problem);
    }
}

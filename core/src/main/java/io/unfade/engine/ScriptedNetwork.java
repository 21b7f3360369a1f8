package io.unfade.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SymbolBlock;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TorchScript network. Owns native memory until closed. Thread-safe; forward passes are serialised, since training
 * mode is a state of the script.
 */
public final class ScriptedNetwork implements AutoCloseable {
    private static final int MOST_ARGUMENTS = 33;
    private static final Pattern DECLARATION = Pattern.compile("Declaration: forward\\((.*?)\\) ->");

    private final Model model;
    private final Block block;
    private final ParameterStore store;

    private ScriptedNetwork(Model model) {
        this.model = model;
        block = model.getBlock();
        store = new ParameterStore(model.getNDManager(), false);
    }

    /**
     * Opens a script.
     *
     * @throws MalformedFileException if the file is not TorchScript, or of a version that the engine does not support
     * @throws IOException if reading fails
     */
    public static ScriptedNetwork open(Path file) throws IOException {
        EngineRuntime.newManager().close();
        Path absolute = file.toAbsolutePath();
        String name = Objects.requireNonNull(absolute.getFileName()).toString();
        Model model = Model.newInstance(name, "PyTorch");
        try {
            // otherwise the weights are loaded in a form without gradients
            model.load(Objects.requireNonNull(absolute.getParent()), name, Map.of("trainParam", "true"));
            return new ScriptedNetwork(model);
        } catch (IOException e) {
            model.close();
            throw e;
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            String message = String.valueOf(e.getMessage());
            throw new MalformedFileException(
                    file,
                    "",
                    "is not TorchScript that this engine can read: "
                            + message.lines().findFirst().orElse(""),
                    e);
        }
    }

    /** {@return whether a block or one of its parts is a script} */
    static boolean isIn(Block block) {
        return block instanceof SymbolBlock
                || block.getChildren().values().stream().anyMatch(ScriptedNetwork::isIn);
    }

    /** {@return whether a block is a script as a whole, of which {@link #copyOf} makes a network} */
    public static boolean isScript(Block block) {
        return block instanceof PtSymbolBlock;
    }

    /**
     * {@return the network of a block that {@linkplain #isScript is a script}, with a copy of its weights}
     *
     * @throws IOException if the temporary file through which it is copied cannot be written
     */
    public static ScriptedNetwork copyOf(Block script) throws IOException {
        Path folder = Files.createTempDirectory("unfade");
        Path file = folder.resolve("network.pt");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                JniUtils.writeModule((PtSymbolBlock) script, out, false);
            }
            return open(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** {@return a copy: what is done to it does not change this network} */
    public ScriptedNetwork copy() throws IOException {
        synchronized (this) {
            return copyOf(block);
        }
    }

    /** {@return a scope for native memory; the caller closes it before the network} */
    public NDManager newScope() {
        EngineRuntime.settleThread();
        return model.getNDManager().newSubManager();
    }

    /**
     * An argument of the script's {@code forward}.
     *
     * @param type in TorchScript, such as {@code Tensor?}
     * @param isOptional whether it has a default
     */
    public record Argument(String type, String name, boolean isOptional) {}

    /** {@return the arguments of {@code forward} after {@code self}; empty if they cannot be found out} */
    public List<Argument> arguments() {
        try (NDManager scope = newScope()) {
            // the engine does not tell, but names them when it is given too many
            NDList tooMany = new NDList();
            for (int i = 0; i < MOST_ARGUMENTS; i++) {
                tooMany.add(scope.create(0f));
            }
            forward(tooMany, false);
            return List.of();
        } catch (IllegalArgumentException e) {
            Matcher matcher = DECLARATION.matcher(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            return matcher.find()
                    ? Pattern.compile(", (?![^\\[(]*[\\])])")
                            .splitAsStream(matcher.group(1))
                            .skip(1)
                            .map(ScriptedNetwork::argument)
                            .toList()
                    : List.of();
        }
    }

    private static Argument argument(String declared) {
        String named = declared.replaceFirst("=.*", "");
        int end = named.lastIndexOf(' ');
        return new Argument(
                named.substring(0, Math.max(0, end)), named.substring(end + 1), named.length() < declared.length());
    }

    /**
     * {@return the script's first output, on the manager of the first input}
     *
     * @param inputs x, and what else the script takes
     * @param training whether the script is in training mode: gradients need it, but it activates layers such as
     *     dropout
     * @throws IllegalArgumentException if the script cannot compute with them; the message is the engine's
     */
    public synchronized NDArray forward(NDList inputs, boolean training) {
        try {
            return block.forward(store, inputs, training).head();
        } catch (EngineException e) {
            String message = String.valueOf(e.getMessage());
            String last = message.lines()
                    .filter(line -> line.contains("Error"))
                    .reduce((a, b) -> b)
                    .orElse(message);
            throw new IllegalArgumentException("the script cannot compute with these series: " + last.strip(), e);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}

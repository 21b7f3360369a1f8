package io.unfade.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network that is a block of the engine's layers, with a copy of its weights. So neither later training of the block
 * nor its end changes it, and no gradients are left in the block's weights. Owns native memory until closed.
 * Thread-safe if the block's forward pass is.
 */
public final class BlockNetwork implements AutoCloseable {
    private final Block block;
    private final NDManager manager;
    private final ParameterStore store;

    private BlockNetwork(Block block) {
        this.block = block;
        manager = EngineRuntime.newManager();
        try {
            store = new Copies(block, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Copies of a block's weights. The engine's own store shares their memory and gradients. */
    private static final class Copies extends ParameterStore {
        private final Map<String, NDArray> arrays = new HashMap<>();

        Copies(Block block, NDManager manager) {
            super(manager, false);
            for (Parameter parameter : block.getParameters().values()) {
                NDArray copy = Gradients.without(() -> parameter.getArray().duplicate());
                copy.attach(manager);
                arrays.put(parameter.getId(), copy);
            }
        }

        @Override
        public @Nullable NDArray getValue(@Nullable Parameter parameter, Device device, boolean training) {
            return parameter == null ? null : arrays.get(parameter.getId());
        }
    }

    /**
     * {@return the network of a block}
     *
     * @throws IllegalArgumentException if the block has no weights yet, or some of more than one type, or one of its
     *     parts is a script
     */
    public static BlockNetwork of(Block block) {
        Require.argument(
                block.getParameters().values().stream().allMatch(Parameter::isInitialized),
                "the DJL block has no weights yet: initialize or load it first");
        Require.argument(
                !ScriptedNetwork.isIn(block),
                "the DJL block is, or has as a part, a network in the format of an engine (such as TorchScript or ONNX), of whose"
                        + " weights no copy can be made: open the file of the whole network");
        List<String> types = block.getParameters().values().stream()
                .map(parameter -> parameter.getArray().getDataType().toString())
                .distinct()
                .toList();
        Require.argument(types.size() <= 1, "the weights of the DJL block are of several types: %s", types);
        return new BlockNetwork(block);
    }

    /** {@return the type of the weights; the other one if there are none} */
    public DataType type(DataType other) {
        return block.getParameters().values().stream()
                .map(parameter -> parameter.getArray().getDataType())
                .findFirst()
                .orElse(other);
    }

    /** {@return a scope for native memory; the caller closes it before the network} */
    public NDManager newScope() {
        EngineRuntime.settleThread();
        return manager.newSubManager();
    }

    /**
     * {@return the block's first output in evaluation mode, on the manager of the first input; recorded for gradients if
     * the caller computes one}
     *
     * @param inputs x, and what else the block takes
     * @throws IllegalArgumentException if the block cannot compute with them; the message is the engine's first line
     */
    public NDArray forward(NDList inputs) {
        try {
            // layers of the engine may add to the list that they are given
            return block.forward(store, new NDList(inputs), false).head();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the DJL block cannot compute with series of shape "
                            + inputs.head().getShape() + ": "
                            + String.valueOf(e.getMessage()).lines().limit(1).collect(Collectors.joining()),
                    e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

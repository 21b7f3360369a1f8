package io.unfade.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.data.Precision;
import io.unfade.model.InputLayout;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which inputs of a graph are the series and their lengths, and which output is that of the classes.
 *
 * @param series name of the input
 * @param precision of the series
 * @param sizes of the series' axes in the file's layout; -1 for any size, empty if not even the number of axes is stated
 * @param layout of the series
 * @param lengths name of the input; null if the graph reads no lengths
 * @param longLengths whether lengths are int64, and not int32
 * @param classes name of the output
 */
record OnnxGraph(
        String series,
        Precision precision,
        long[] sizes,
        InputLayout layout,
        @Nullable String lengths,
        boolean longLengths,
        String classes) {
    /** Outputs of this name win over others of the same kind. */
    private static final List<String> PREFERRED = List.of("logits", "probabilities");

    /**
     * {@return what a graph has}
     *
     * @throws MalformedFileException if it is not a classifier of series
     */
    static OnnxGraph of(Path file, InputLayout layout, Collection<NodeInfo> inputs, Collection<NodeInfo> outputs)
            throws MalformedFileException {
        NodeInfo series = null;
        NodeInfo lengths = null;
        for (NodeInfo input : inputs) {
            if (series == null && isFloating(input)) {
                series = input;
            } else if (lengths == null && isLengths(input)) {
                lengths = input;
            } else {
                throw problem(
                        file,
                        "has an input '%s' (%s) that is neither the series (float or double) nor their lengths (int32 or int64, one"
                                + " number for each series); export a model that needs no more",
                        input.getName(),
                        inWords(input));
            }
        }
        if (series == null) {
            throw problem(file, "has no input of float or double numbers, so it reads no series");
        }
        TensorInfo info = (TensorInfo) series.getInfo();
        long[] sizes = info.getShape();
        checkRank(file, sizes, layout);
        return new OnnxGraph(
                series.getName(),
                info.type == OnnxJavaType.DOUBLE ? Precision.DOUBLE : Precision.SINGLE,
                sizes,
                layout,
                lengths == null ? null : lengths.getName(),
                lengths != null && ((TensorInfo) lengths.getInfo()).type == OnnxJavaType.INT64,
                classes(file, outputs));
    }

    private static void checkRank(Path file, long[] sizes, InputLayout layout) throws MalformedFileException {
        if (sizes.length == 0 || sizes.length == layout.rank()) {
            return;
        }
        switch (sizes.length) {
            case 2 ->
                throw new MalformedFileException(
                        file,
                        "",
                        Message.of(
                                "reads series as %s, so {modelLayout} must be flat, all features of a step side by side, but is %s",
                                inWords(sizes), layout.key()));
            case 3 ->
                throw new MalformedFileException(
                        file,
                        "",
                        Message.of(
                                "reads series as %s, so {modelLayout} must be time-feature or feature-time, but is %s",
                                inWords(sizes), layout.key()));
            default ->
                throw problem(
                        file,
                        "reads arrays of %d axes, %s; series have three, or two if they are flattened",
                        sizes.length,
                        inWords(sizes));
        }
    }

    private static String classes(Path file, Collection<NodeInfo> outputs) throws MalformedFileException {
        List<String> candidates = new ArrayList<>();
        for (NodeInfo output : outputs) {
            boolean matrix = isFloating(output)
                    && (shape(output).length == 0 || shape(output).length == 2)
                    && !((TensorInfo) output.getInfo()).isScalar();
            if (matrix) {
                candidates.add(output.getName());
            }
        }
        for (String name : PREFERRED) {
            if (candidates.contains(name)) {
                return name;
            }
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (candidates.isEmpty() && outputs.stream().anyMatch(output -> !(output.getInfo() instanceof TensorInfo))) {
            throw problem(
                    file,
                    "gives its probabilities as a sequence of maps; export it so that it gives an array, for scikit-learn with"
                            + " options={id(model): {'zipmap': False}}");
        }
        throw problem(
                file,
                candidates.isEmpty()
                        ? "has no output (B, K) of float or double numbers, one for each class, but gives %s"
                        : "has several outputs that could be those of the classes, %s; name one of them logits or probabilities,"
                                + " or keep one",
                candidates.isEmpty()
                        ? outputs.stream()
                                .map(output -> "'" + output.getName() + "' (" + inWords(output) + ")")
                                .collect(Collectors.joining(", "))
                        : String.join(", ", candidates));
    }

    private static boolean isFloating(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                && (tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE);
    }

    private static boolean isLengths(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                && (tensor.type == OnnxJavaType.INT32 || tensor.type == OnnxJavaType.INT64)
                && tensor.getShape().length == 1;
    }

    private static long[] shape(NodeInfo node) {
        return ((TensorInfo) node.getInfo()).getShape();
    }

    private static String inWords(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? tensor.onnxType.toString().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "") + " "
                        + inWords(tensor.getShape())
                : node.getInfo().getClass().getSimpleName();
    }

    /** {@return sizes such as {@code (?, 20, 6)}} */
    static String inWords(long... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static MalformedFileException problem(Path file, String template, Object... args) {
        return new MalformedFileException(file, "", Message.of(template, args));
    }

    /** {@return the number of series that the graph reads at a time; -1 for any} */
    long batch() {
        return sizes.length == 0 ? -1 : sizes[0];
    }

    /** {@return T that the graph reads; -1 for any} */
    long steps() {
        return switch (layout) {
            case TIME_FEATURE -> size(1);
            case FEATURE_TIME -> size(2);
            case FLAT -> -1;
        };
    }

    /** {@return C that the graph reads; -1 if not stated} */
    long features() {
        return switch (layout) {
            case TIME_FEATURE -> size(2);
            case FEATURE_TIME -> size(1);
            case FLAT -> -1;
        };
    }

    /**
     * {@return whether series have other features than the graph reads, or as many as it reads steps, with steps that do not fit:
     * their axes are probably in the other order}
     *
     * @param steps of the longest series
     */
    boolean hasOtherAxes(int steps, int features) {
        boolean fits = steps == steps() || (lengths != null && steps < steps());
        return (features() > 0 && features() != features) || (steps() == features && !fits);
    }

    /** {@return T*C of flattened series that the graph reads; -1 if not stated} */
    long cells() {
        return layout == InputLayout.FLAT ? size(1) : -1;
    }

    private long size(int axis) {
        return sizes.length == 0 ? -1 : sizes[axis];
    }
}

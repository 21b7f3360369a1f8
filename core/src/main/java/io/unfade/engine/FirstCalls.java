package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.List;
import java.util.function.UnaryOperator;

/** Calls the engine's vector functions once on one thread, before several threads may. */
final class FirstCalls {
    /*
     * The mathematical library chooses the code of each function, for each precision, at its first call. Where two threads
     * make that call at once, one of them may compute with code of low accuracy, in this one call: half of an array is then
     * off by some 1e-5, once in many starts (pytorch issue 188792).
     */
    private static final List<UnaryOperator<NDArray>> FUNCTIONS = List.of(
            NDArray::exp,
            NDArray::log,
            NDArray::log10,
            NDArray::log2,
            NDArray::sqrt,
            NDArray::tanh,
            NDArray::sin,
            NDArray::cos,
            NDArray::tan,
            NDArray::asin,
            NDArray::acos,
            NDArray::atan,
            NDArray::sinh,
            NDArray::cosh,
            NDArray::erf,
            NDArray::trunc,
            one -> one.matMul(one));

    private FirstCalls() {}

    /** Makes them; takes about a millisecond. */
    static void make(Engine engine) {
        try (NDManager manager = engine.newBaseManager()) {
            for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
                NDArray one = manager.ones(new Shape(1, 1), type);
                FUNCTIONS.forEach(function -> function.apply(one).close());
            }
        }
    }
}

package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Calls the engine's vector functions once on one thread, before several threads may do so. */
final class FirstCalls {
    /*
     * The math library selects the code of each function, for each precision, at its first call. If two threads make
     * that call at once, one of them may use low-accuracy code in this call: half of an array is then off by some 1e-5,
     * once in many starts (pytorch issue 188792).
     */
    private FirstCalls() {}

    /** Makes the calls; takes about 6 ms of CPU time, part of which the first computation would need anyway. */
    static void make(Engine engine) {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            try (NDManager manager = engine.newBaseManager()) {
                make(manager.ones(new Shape(1, 1), type));
            }
        }
    }

    /** Results are freed with their manager. */
    private static void make(NDArray one) {
        NDList ignored = new NDList(
                one.exp(),
                one.log(),
                one.log10(),
                one.log2(),
                one.sqrt(),
                one.tanh(),
                one.sin(),
                one.cos(),
                one.tan(),
                one.asin(),
                one.acos(),
                one.atan(),
                one.erf(),
                one.trunc(),
                one.matMul(one));
    }
}

package io.unfade.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Starts ONNX Runtime, once in a process. */
public final class OnnxRuntime {
    /*
     * When it starts, the runtime searches the command line of the process by a regular expression, with a recursion as
     * deep as the line is long. On the stack of an ordinary thread, a class path of some thousand letters ends the
     * process. So it starts on a thread with a stack for the longest possible line; memory is taken only if it is used.
     */
    private static final long STACK_BYTES = 1L << 29;

    private OnnxRuntime() {}

    /**
     * {@return the environment of all sessions}
     *
     * @throws IllegalStateException if the runtime cannot be started on this machine
     */
    public static OrtEnvironment environment() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(OnnxRuntime::start);
        new Thread(null, start, "unfade-onnx-start", STACK_BYTES).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return start.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime cannot be started on this machine: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static OrtEnvironment start() throws OrtException {
        // what it would write to standard error is in its exceptions too
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "unfade");
        environment.setTelemetry(false);
        return environment;
    }
}

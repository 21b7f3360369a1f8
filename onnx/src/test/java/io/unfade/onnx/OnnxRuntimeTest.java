package io.unfade.onnx;

import io.unfade.model.Model;
import io.unfade.model.Models;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class OnnxRuntimeTest {
    private static final int LONG = 60_000;

    /** A program that opens a network. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] args) throws IOException {
            try (Model model = Models.open(Path.of(args[0]))) {
                System.exit(model.fileHash().isPresent() ? 0 : 1);
            }
        }
    }

    @Test
    void environment_longCommandLine_doesNotEndTheProcess() throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + "x".repeat(LONG);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                classPath,
                Opening.class.getName(),
                Fixtures.file("lengths.onnx").toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}

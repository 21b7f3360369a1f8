package io.unfade.onnx;

import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.ModelFormat;
import io.unfade.model.foreign.ModelFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** ONNX files. Created by {@link java.util.ServiceLoader}. */
public final class OnnxFormat implements ModelFormat {
    @Override
    public String inWords() {
        return "an ONNX file named .onnx";
    }

    @Override
    public boolean hasName(Path file) {
        return ModelFile.endsIn(file, ".onnx");
    }

    @Override
    public Model open(Path file, @Nullable InputLayout layout) throws IOException {
        return OnnxModel.open(ModelFile.of(file, layout));
    }
}

package io.unfade.model.foreign;

import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.ModelFormat;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** Files of TorchScript. Created by {@link java.util.ServiceLoader}. */
public final class TorchScriptFormat implements ModelFormat {
    @Override
    public String inWords() {
        return "a TorchScript file named .pt, .pth or .torchscript";
    }

    @Override
    public boolean hasName(Path file) {
        return ModelFile.endsIn(file, ".pt", ".pth", ".torchscript");
    }

    @Override
    public Model open(Path file, @Nullable InputLayout layout) throws IOException {
        return TorchScriptModel.open(ModelFile.of(file, layout));
    }
}

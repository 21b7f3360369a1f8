package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.Progress;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.MissingValues;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.onnx.export.OnnxExport;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a trained model in the format of other programs. The value is the file. */
@Meaning("Writes a model as ONNX, single precision, for programs that do not know unfade. It reads raw series of any "
        + "number and length, and standardises them itself.")
public record Export(
        @Meaning(value = "Model folder.", label = "MODEL", file = Meaning.File.READ)
        Path model,

        @Meaning(value = "File to write.", label = "NET.onnx", file = Meaning.File.WRITTEN)
        Path out)
        implements Request<Path> {
    @Override
    public Result<Path> execute(Progress progress) throws IOException {
        if (!Files.exists(model)) {
            throw new NoSuchFileException(model.toString(), null, "there is no such model");
        }
        if (!Files.isDirectory(model)) {
            throw BadRequest.in(
                    "model", "%s is a file; only a model folder, which unfade trained, can be exported", model);
        }
        Outputs.checkEnding(out, ".onnx", "out");
        try (Outputs outputs = new Outputs(progress)) {
            outputs.file(out, "out");
            try (TrainedModel trained = ModelFolder.load(model)) {
                OnnxExport.obstacle(trained).ifPresent(reason -> {
                    throw BadRequest.in("model", "%s: %s", model, reason);
                });
                AtomicFile.write(out, bytes -> OnnxExport.write(trained, bytes));
                return Result.of(this, out, json(trained), text(trained));
            }
        }
    }

    private ObjectNode json(TrainedModel trained) {
        ObjectNode json = RequestJson.newObject();
        json.put("model", model.toString());
        json.put("out", out.toString());
        json.put("modelSha256", trained.fileHash().orElseThrow());
        json.put("opset", OnnxExport.OPSET);
        json.put("features", trained.spec().features());
        json.put("classes", trained.spec().classes());
        return json;
    }

    private String text(TrainedModel trained) {
        String text = String.format(
                Locale.ROOT,
                """
                Wrote the model to %s (ONNX, operators of version %d)
                inputs: x, float (series, steps, %d); lengths, int64 (series)
                outputs: logits and probabilities, float (series, %d)
                """,
                out,
                OnnxExport.OPSET,
                trained.spec().features(),
                trained.spec().classes());
        ReadingRule reading = trained.description().reading();
        return reading == null || reading.missing() == MissingValues.REFUSE
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                "x must hold no missing values: fill them first, as in training (%s)\n",
                                reading.missing().key());
    }
}

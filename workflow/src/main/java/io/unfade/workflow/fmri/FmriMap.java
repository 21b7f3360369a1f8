package io.unfade.workflow.fmri;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.fmri.map.BrainMapFiles;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.SeriesChoice;
import io.unfade.workflow.result.ExplainedBlocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the mean saliency of each class as brain images.
 *
 * @param choice the series to use
 */
@Meaning("Writes the mean saliency of each class as brain images: a 3-D image (mean over the "
        + "block) and a 4-D movie (every step of the window) on the atlas' grid, or .pscalar.nii "
        + "and .ptseries.nii for CIFTI.")
public record FmriMap(
        @Meaning(as = FmriGroup.class) Path saliency,
        @Meaning(as = FmriGroup.class) Path data,

        @Meaning(value = "Folder; made if missing.", label = "DIR", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value = "What is averaged: absolute saliency, signed saliency, or share (absolute, each series' "
                        + "map adding up to 1).",
                label = "WHAT")
        ClassMaps.Value value,

        SeriesChoice choice)
        implements Request<ClassMaps> {
    /** Absolute saliency of all series. */
    public FmriMap(Path saliency, Path data, Path out) {
        this(saliency, data, out, ClassMaps.Value.ABSOLUTE, new SeriesChoice());
    }

    @Override
    public Result<ClassMaps> execute(Progress progress) throws IOException {
        try (Outputs outputs = new Outputs(progress)) {
            outputs.folder(out, "out");
            return mapped(progress);
        }
    }

    private Result<ClassMaps> mapped(Progress progress) throws IOException {
        ExplainedBlocks read = new ExplainedMaps(saliency, data, choice).read(progress);
        ClassMaps means = read.means(value);
        BrainMapFiles brain = BrainMapFiles.of(read.context(), read.file());
        progress.finish();
        List<BrainMapFiles.Written> files = brain.write(means, read.classNames(), read.seconds()[0], out);
        return result(read, means, files);
    }

    private Result<ClassMaps> result(ExplainedBlocks read, ClassMaps means, List<BrainMapFiles.Written> files) {
        ObjectNode json = RequestJson.newObject();
        json.put("value", RequestJson.key(value));
        ArrayNode written = json.putArray("files");
        StringBuilder text =
                new StringBuilder("Wrote the mean maps of " + read.maps().count() + " series:\n");
        for (BrainMapFiles.Written file : files) {
            ObjectNode node = written.addObject();
            node.put("file", file.file().toString());
            ArrayNode own = node.putArray("classes");
            file.classes().forEach(own::add);
            text.append(file.file())
                    .append("  ")
                    .append(String.join(", ", file.classes()))
                    .append('\n');
        }
        ObjectNode classes = json.putObject("classes");
        for (int k = 0; k < means.classes(); k++) {
            classes.put(read.classNames().get(k), means.count(k));
        }
        json.put("note", read.note());
        return Result.of(this, means, json, text + (read.note().isEmpty() ? "" : "Note: " + read.note()));
    }
}

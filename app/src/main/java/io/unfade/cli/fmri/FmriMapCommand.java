package io.unfade.cli.fmri;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.option.ValueConverters;
import io.unfade.fmri.map.BrainMapFiles;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.workflow.result.ExplainedBlocks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code unfade fmri map}: saliency as brain images. */
@Command(
        name = "map",
        description =
                "Writes the mean saliency of each class as brain images: a 3-D image (mean over the block) and a 4-D movie "
                        + "(every step of the window) on the atlas' grid, or .pscalar.nii and .ptseries.nii for CIFTI.")
final class FmriMapCommand extends AbstractCommand {
    @Mixin
    private FmriMapsOptions maps = new FmriMapsOptions();

    @Option(names = "--out", required = true, order = 3, paramLabel = "DIR", description = "Folder; made if missing.")
    private Path out;

    @Option(
            names = "--value",
            order = 4,
            paramLabel = "WHAT",
            defaultValue = "absolute",
            description = "What is averaged: absolute saliency, signed saliency, or share (absolute, each series' map "
                    + "adding up to 1).")
    private ClassMaps.Value value = ClassMaps.Value.ABSOLUTE;

    @Override
    protected Result execute() throws IOException {
        claimFolder(out, "--out");
        ExplainedBlocks read = maps.read(this::note);
        ClassMaps means = read.means(value);
        BrainMapFiles brain = BrainMapFiles.of(read.context(), read.file());
        finishWhatFollows();
        List<BrainMapFiles.Written> files = brain.write(means, read.classNames(), read.seconds()[0], out);
        return result(read, means, files);
    }

    private Result result(ExplainedBlocks read, ClassMaps means, List<BrainMapFiles.Written> files) {
        ObjectNode json = newObject();
        json.put("value", ValueConverters.key(value));
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
        return Result.of(json, text + (read.note().isEmpty() ? "" : "Note: " + read.note()));
    }
}

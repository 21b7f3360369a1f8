package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.workflow.result.DataSummary;
import io.unfade.workflow.result.FmriSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code unfade info}: what was understood of a file. */
@Command(name = "info", description = "Shows what is understood of a series file: counts, lengths, classes, ranges.")
final class InfoCommand extends AbstractCommand {
    @Parameters(
            paramLabel = "DATA",
            description =
                    "Series file: .npz, .npy, .ts, .tsv, .csv, .jsonl, .arff (each also .gz, but for .npz) or IDX (MNIST).")
    private Path data;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        List<String> notes = new ArrayList<>();
        SeriesSet set = options.read(data, note -> notes.add(DataOptions.inWords(note)));
        DataSummary summary = new DataSummary(set);
        ObjectNode json = newObject();
        json.put("file", data.toString());
        json.setAll(summary.json());
        ArrayNode listed = json.putArray("notes");
        notes.forEach(listed::add);
        String text = data + "\n" + summary.text();
        if (!notes.isEmpty()) {
            text += "\nNote: " + String.join("\nNote: ", notes) + "\n";
        }
        if (FmriContext.existsFor(data)) {
            FmriContext context = FmriContext.readFor(data);
            context.blocksOf(set, data);
            FmriSummary origin = new FmriSummary(context, set);
            json.set("fmri", origin.json());
            text += "\n" + origin.text();
        }
        return Result.of(json, text);
    }
}

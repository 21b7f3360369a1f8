package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.DataSummary;
import io.unfade.workflow.result.FmriSummary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Summarises a series file.
 *
 * @param reading how to read it
 */
@Meaning("Shows what is understood of a series file: counts, lengths, classes, ranges.")
public record Info(
        @Meaning(
                value = "Series file: .npz, .npy, .ts, .tsv, .csv, .jsonl, .arff (each also .gz, but for .npz), "
                        + "IDX (MNIST) or .parquet (or a folder of them).",
                label = "DATA",
                argument = true,
                file = Meaning.File.READ)
        Path data,

        ReadingOptions reading)
        implements Request<SeriesSet> {
    /** All series. */
    public Info(Path data) {
        this(data, new ReadingOptions());
    }

    @Override
    public Result<SeriesSet> execute(Progress progress) throws IOException {
        List<Message> notes = new ArrayList<>();
        SeriesSet set = reading.reader(progress).read(data, note -> notes.add(SeriesReader.inWords(note)));
        DataSummary summary = new DataSummary(set);
        ObjectNode json = RequestJson.newObject();
        json.put("file", data.toString());
        json.setAll(summary.json());
        ArrayNode listed = json.putArray("notes");
        notes.forEach(note -> listed.add(note.toString()));
        Message text = Message.text(data + "\n" + summary.text());
        for (Message note : notes) {
            text = text.and("\nNote: ").and(note);
        }
        text = text.and(notes.isEmpty() ? "" : "\n");
        if (FmriContext.existsFor(data)) {
            FmriContext context = FmriContext.readFor(data);
            context.blocksOf(set, data);
            FmriSummary origin = new FmriSummary(context, set);
            json.set("fmri", origin.json());
            text = text.and("\n" + origin.text());
        }
        return new Result<>(this, set, json, text, false, null);
    }
}

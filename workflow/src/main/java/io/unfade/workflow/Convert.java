package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Converts a series file to another format.
 *
 * @param reading how to read the series
 */
@Meaning("Writes a series file, or some of its series, in another format.")
public record Convert(
        @Meaning(value = "Series file to read.", label = "DATA", argument = true, file = Meaning.File.READ)
        Path data,

        @Meaning(
                value = "File to write; its ending says the format: .npz, .ts, .tsv, .csv, .jsonl or .parquet.",
                file = Meaning.File.WRITTEN)
        Path out,

        ReadingOptions reading)
        implements Request<SeriesSet> {
    /** All series. */
    public Convert(Path data, Path out) {
        this(data, out, new ReadingOptions());
    }

    @Override
    public Result<SeriesSet> execute(Progress progress) throws IOException {
        SeriesReader reader = reading.reader(progress);
        try (Outputs outputs = new Outputs(progress)) {
            outputs.file(out, "out", reader.sources(data).toArray(Path[]::new));
            SeriesSet set = reader.read(data);
            SeriesFiles.write(set, out);
            ObjectNode json = RequestJson.newObject();
            json.put("file", data.toString());
            json.put("out", out.toString());
            json.put("series", set.count());
            return Result.of(this, set, json, "Wrote " + set.count() + " series to " + out);
        }
    }
}

package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.metric.MapMeasure;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.result.Scores;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Scores saliency maps against the known informative cells.
 *
 * @param seed of the intervals
 * @param reading how to read the series
 */
@Meaning("Scores saliency maps against the cells known to be informative (the file's "
        + "`reference`). Absolute values are taken and rescaled to 0..1 within each series, as in " + "the paper.")
public record Score(
        @Meaning(value = "Maps that explain wrote.", label = "S.npz", file = Meaning.File.READ)
        Path saliency,

        @Meaning(value = "Series with a reference mask.", file = Meaning.File.READ)
        Path data,

        long seed,
        ReadingOptions reading)
        implements Request<Scores> {
    /** All series, with seed 0. */
    public Score(Path saliency, Path data) {
        this(saliency, data, 0, new ReadingOptions());
    }

    @Override
    public Result<Scores> execute(Progress progress) throws IOException {
        SaliencyMaps maps = SaliencyFile.read(saliency);
        FileStamp stamp = SeriesFiles.stamp(data);
        SeriesSet set = reading.reader(progress).readAs(maps.origin().details(), data);
        if (!set.hasReference()) {
            throw BadRequest.of(
                    "%s: has no array 'reference', so there is nothing to score against; `unfade generate` "
                            + "makes data " + "that have one",
                    data);
        }
        Scores scores = Scores.of(maps, set, seed);
        if (scores.interval(MapMeasure.WEIGHTED_JACCARD).count() == 0) {
            throw BadRequest.of("%s: no series has an informative cell, so there is nothing to score against", data);
        }
        if (maps.origin().isOfOtherFile(stamp.sha256())) {
            progress.note(Message.of("the maps were made from another file than %s (its SHA-256 differs)", data));
        }
        ObjectNode json = RequestJson.newObject();
        json.put("saliency", saliency.toString());
        json.put("data", data.toString());
        json.put("method", maps.origin().method());
        json.put("output", maps.origin().output());
        json.setAll(scores.json(set.ids()));
        return Result.of(this, scores, json, scores.text());
    }
}

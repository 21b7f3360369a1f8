package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.data.SeriesSet;
import io.unfade.workflow.result.Scores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade score}: saliency maps against the cells known to be informative. */
@Command(
        name = "score",
        description =
                "Scores saliency maps against the cells known to be informative (the file's `reference`). Absolute "
                        + "values are taken and rescaled to 0..1 within each series, as in the paper.")
final class ScoreCommand extends AbstractCommand {
    @Option(names = "--saliency", required = true, paramLabel = "S.npz", description = "Maps that explain wrote.")
    private Path saliency;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Series with a reference mask.")
    private Path data;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        SaliencyMaps maps = SaliencyFile.read(saliency);
        FileStamp stamp = FileStamp.of(data);
        SeriesSet set = options.readAs(maps.origin().details(), data);
        if (!set.hasReference()) {
            throw new UsageException(data
                    + ": has no array 'reference', so there is nothing to score against; `unfade generate` makes data "
                    + "that have one");
        }
        Scores scores = Scores.of(maps, set, seed());
        if (scores.interval(Scores.Measure.WEIGHTED_JACCARD).count() == 0) {
            throw new UsageException(
                    data + ": no series has an informative cell, so there is nothing to score against");
        }
        String explained = maps.origin().details().get("dataSha256");
        if (explained != null && !explained.equals(stamp.sha256())) {
            note("the maps were made from another file than " + data + " (its SHA-256 differs)");
        }
        ObjectNode json = newObject();
        json.put("saliency", saliency.toString());
        json.put("data", data.toString());
        json.put("method", maps.origin().method());
        json.put("output", maps.origin().output());
        json.setAll(scores.json(set.ids()));
        return Result.of(json, scores.text());
    }
}

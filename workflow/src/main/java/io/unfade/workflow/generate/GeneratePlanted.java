package io.unfade.workflow.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.PlantedBox;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plants a box of signal on the series of a file.
 *
 * @param seed of the labels and of the choice of test series
 */
@Meaning("Writes train.npz and test.npz of the series of a file with a box of signal and new, random labels.")
public record GeneratePlanted(
        @Meaning(as = Generate.class) Path out,

        @Meaning(
                value = "Series to plant the box on; their labels do not count; planted only.",
                file = Meaning.File.READ)
        Path background,

        @Meaning(
                value = "Steps and features of the box, from 0, without the last; planted only.",
                label = "FROM:TO,FROM:TO")
        String box,

        @Meaning(as = Generate.class) double shift,

        @Meaning("Share of the series that is for testing, in whole groups if there are at least two; planted only.")
        double testShare,

        long seed)
        implements Request<TrainTestSplit> {
    /** The name of the data set. */
    public static final String NAME = "planted";

    private static final double USUAL_TEST_SHARE = 0.25;
    private static final Pattern BOX = Pattern.compile("(\\d{1,9}):(\\d{1,9}),(\\d{1,9}):(\\d{1,9})");

    /** A shift of one standard deviation, with seed 0. */
    public GeneratePlanted(Path out, Path background, String box) {
        this(out, background, box, BoxData.USUAL_SHIFT, USUAL_TEST_SHARE, 0);
    }

    @Override
    public Result<TrainTestSplit> execute(Progress progress) throws IOException {
        Generate.checkShift(shift);
        if (!(testShare > 0 && testShare < 1)) {
            throw BadRequest.of("{testShare} must be above 0 and below 1, but was %s", testShare);
        }
        PlantedBox planted = new PlantedBox(parsed(), shift);
        SeriesReader reader = new ReadingOptions().reader(progress);
        try (Outputs outputs = new Outputs(progress)) {
            outputs.folder(out, "out", "train.npz", "test.npz");
            Outputs.check(out.resolve("train.npz"), "out", background);
            Outputs.check(out.resolve("test.npz"), "out", background);
            SeriesSet set = planted.plant(reader.read(background), seed);
            Holdout.Parts parts = new Holdout(testShare, Holdout.Rule.AUTO).parts(set, seed, Standardization.NONE);
            TrainTestSplit data = new TrainTestSplit(parts.training(), Objects.requireNonNull(parts.validation()));
            SeriesFiles.write(data.training(), out.resolve("train.npz"));
            SeriesFiles.write(data.test(), out.resolve("test.npz"));
            return Result.of(this, data, json(data), text(data));
        }
    }

    private Box parsed() {
        Matcher matcher = BOX.matcher(box);
        if (!matcher.matches()) {
            throw BadRequest.of(
                    "{box} must be FROM:TO,FROM:TO, steps and then features such as 10:40,0:5, but was '%s'", box);
        }
        return new Box(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private ObjectNode json(TrainTestSplit data) {
        ObjectNode json = RequestJson.newObject();
        json.put("name", NAME);
        json.put("background", background.toString());
        json.put("box", box);
        json.put("shift", shift);
        json.put("seed", seed);
        json.put("training", data.training().count());
        json.put("test", data.test().count());
        json.put("steps", data.training().steps());
        json.put("features", data.training().features());
        json.put("out", out.toString());
        return json;
    }

    private String text(TrainTestSplit data) {
        return "Wrote " + data.training().count() + " training and "
                + data.test().count() + " test series of "
                + data.training().steps() + " steps x " + data.training().features() + " features to "
                + out.resolve("train.npz") + " and " + out.resolve("test.npz") + ": those of " + background
                + " with a box at " + box;
    }
}

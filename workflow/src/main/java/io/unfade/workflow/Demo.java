package io.unfade.workflow;

import io.unfade.check.Progress;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.ModelRun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The main job on generated data: trains an LSTM without and with input-cell attention, and small networks under noise,
 * on series whose class is decided early, and shows their saliency side by side.
 *
 * @param seed the first seed
 */
@Meaning("Shows what unfade is for, in a minute or two: trains an LSTM, an LSTM with input-cell "
        + "attention (both in the authors' regime), and the networks of the preset localise on generated series "
        + "whose class is decided early, and writes a report with their saliency side by side. {seed} is the first of the "
        + "seeds.")
public record Demo(
        @Meaning(value = "Folder to write to; made if missing.", label = "DIR", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning("How many seeds.") int seeds,

        @Meaning(
                "Epochs at most; the first two models stop earlier if all their training series are right, the third has"
                        + " at most those of its preset.")
        int epochs,

        long seed)
        implements Request<List<ModelRun>> {
    private static final int SEEDS = 1;
    private static final int EPOCHS = 24;

    /** Checks numbers. */
    public Demo {
        BadRequest.atLeast(1, seeds, "seeds");
        BadRequest.atLeast(1, epochs, "epochs");
    }

    /** The default seed and folder. */
    public Demo() {
        this(Path.of("unfade-demo"));
    }

    /** The default seed. */
    public Demo(Path out) {
        this(out, SEEDS, EPOCHS, 0);
    }

    @Override
    public Result<List<ModelRun>> execute(Progress progress) throws IOException {
        return new DemoRun(this, progress).run();
    }
}

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
 * The main job on generated data: trains an LSTM without and with input-cell attention on series whose class is decided
 * early, and shows their saliency side by side.
 *
 * @param seed the first seed
 */
@Meaning("Shows what unfade is for, in about a minute: trains an LSTM and an LSTM with input-cell "
        + "attention on generated series whose class is decided early, and writes a report with "
        + "their saliency side by side. Training is the authors' regime; {seed} is the first of " + "the seeds.")
public record Demo(
        @Meaning(value = "Folder to write to; made if missing.", label = "DIR")
        Path out,

        @Meaning("How many seeds.") int seeds,

        @Meaning("Epochs at most; a model whose training series are all right stops earlier.")
        int epochs,

        long seed)
        implements Request<List<ModelRun>> {
    private static final int SEEDS = 3;
    private static final int EPOCHS = 20;

    /** Checks numbers. */
    public Demo {
        BadRequest.atLeast(1, seeds, "seeds");
        BadRequest.atLeast(1, epochs, "epochs");
    }

    /** The default seeds and folder. */
    public Demo() {
        this(Path.of("unfade-demo"));
    }

    /** The default seeds. */
    public Demo(Path out) {
        this(out, SEEDS, EPOCHS, 0);
    }

    @Override
    public Result<List<ModelRun>> execute(Progress progress) throws IOException {
        return new DemoRun(this, progress).run();
    }
}

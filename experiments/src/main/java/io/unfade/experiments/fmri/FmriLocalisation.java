package io.unfade.experiments.fmri;

import io.unfade.check.Require;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.NoiseRecipe;
import io.unfade.experiments.trial.SeedRange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether training under noise makes maps of brain activity right: on task, on the simulation's truth, and the same for two
 * halves of a subject's runs; beside the model that is trained as usual and maps that need no model.
 */
public final class FmriLocalisation implements Experiment {
    // 5 hidden units, enough for two classes, are too few for 8: 16 and the schedule were chosen by the maps of another
    // draw
    // of the simulation, and the accuracy on the slice. The halves of the runs took no part in it.
    private static final NoiseRecipe RECIPE = new NoiseRecipe(16, 80, 8, 5e-3);
    private static final NoiseRecipe RECIPE_OF_MANY = new NoiseRecipe(16, 40, 60, 5e-3);

    private static final String TEMPORAL = "haxby-vt";
    private static final int FOLDS = 12;
    private static final int HALVES = 10;
    private static final int QUICK_FOLDS = 2;
    private static final int QUICK_HALVES = 2;
    private static final int QUICK_EPOCHS = 10;

    @Override
    public String name() {
        return "fmri-localisation";
    }

    @Override
    public String purpose() {
        return "brain activity: maps of a model trained under noise, on task, against truth, from half to half of the runs";
    }

    @Override
    public Optional<String> dataFolder() {
        return Optional.of("haxby2001");
    }

    @Override
    public Study study(Choices choices) throws IOException {
        Path folder =
                Require.present(choices.data(), "fmri-localisation needs the folder of the data of Haxby et al. 2001");
        FmriData data = FmriData.around(folder, choices.quick());
        List<NoiseHalves.Task> halves = new ArrayList<>();
        Haxby runs = Haxby.of(folder);
        Problem slice = runs.slice("slice-8", "8 kinds of picture, voxels of one slice", 0);
        halves.add(NoiseHalves.Task.of(
                "slice-2",
                "faces or houses, voxels of one slice",
                slice.series(),
                choices.quick() ? QUICK_HALVES : HALVES));
        Path temporal =
                folder.toAbsolutePath().normalize().resolveSibling(TEMPORAL).resolve("blocks.npz");
        if (Files.exists(temporal)) {
            halves.add(NoiseHalves.Task.ofFile(
                    "vt-2",
                    "faces or houses, voxels of ventral temporal cortex",
                    temporal,
                    choices.quick() ? QUICK_HALVES : HALVES));
        }
        NoiseRuns.Recipes recipes = new NoiseRuns.Recipes(
                RECIPE.withEpochs(choices.epochs(RECIPE.epochs(), QUICK_EPOCHS)),
                RECIPE_OF_MANY.withEpochs(choices.epochs(RECIPE_OF_MANY.epochs(), QUICK_EPOCHS)),
                FmriExperiment.attentive(choices));
        return new NoiseRuns(
                recipes, new SeedRange(choices.seed(), 1), choices.quick() ? QUICK_FOLDS : FOLDS, data, halves);
    }
}

package io.unfade.experiments;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.experiments.field.Benchmarks;
import io.unfade.experiments.fmri.FmriExperiment;
import io.unfade.experiments.fmri.FmriLocalisation;
import io.unfade.experiments.localisation.Localisation;
import io.unfade.experiments.localisation.Methods;
import io.unfade.experiments.mnist.Mnist;
import io.unfade.experiments.movingbox.MovingBox;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.table1.Table1;
import io.unfade.experiments.tsbenchmark.TsBenchmark;
import io.unfade.experiments.vanishing.Vanishing;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All experiments, in the order of running. */
public final class Experiments {
    private static final List<Experiment> ALL = List.of(
            new Table1(),
            new MovingBox(),
            new Methods(),
            new Localisation(),
            new Vanishing(),
            new Mnist(),
            new TsBenchmark(),
            new Benchmarks(),
            new FmriExperiment(),
            new FmriLocalisation());

    private Experiments() {}

    /**
     * {@return the folder of an experiment's data: the given one, or in it the one that has the experiment's name for it; null if its data
     * are generated}
     */
    public static @Nullable Path dataOf(Experiment experiment, @Nullable Path data) {
        if (data == null || experiment.dataFolder().isEmpty()) {
            return null;
        }
        Path inside = data.resolve(experiment.dataFolder().orElseThrow());
        return Files.isDirectory(inside) ? inside : data;
    }

    /** {@return all of them} */
    public static List<Experiment> all() {
        return ALL;
    }

    /**
     * {@return the experiment of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Experiment named(String name) {
        List<String> names = ALL.stream().map(Experiment::name).toList();
        return Require.present(
                ALL.stream().filter(e -> e.name().equals(name)).findFirst().orElse(null),
                "there is no experiment '%s'; there are %s and all%s",
                name,
                String.join(", ", names),
                NearestWord.clause(name, names));
    }
}

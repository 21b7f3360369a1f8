// example: FirstMap
package io.unfade.examples;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.SalientCell;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.workflow.Train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** From arrays to a model, a prediction, and the cells that mattered most for it. */
public final class FirstMap {
    /** Trains on readings of pumps and explains one; the files are written into the folder that is named. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Random random = new Random(1);
        float[][][] readings = new float[200][60][3]; // series, time, feature; series may differ in length
        int[] labels = new int[200];
        for (int i = 0; i < 200; i++) {
            labels[i] = i % 2;
            for (int t = 0; t < 60; t++) {
                for (int c = 0; c < 3; c++) {
                    boolean drop = labels[i] == 1 && c == 1 && t >= 20 && t < 25;
                    readings[i][t][c] = (float) (random.nextGaussian() - (drop ? 3 : 0));
                }
            }
        }
        SeriesSet set = SeriesSet.of(readings).toBuilder()
                .featureNames(List.of("temperature", "pressure", "current"))
                .labels(labels, List.of("sound", "faulty"))
                .build();
        SeriesFiles.write(set, folder.resolve("pumps.npz"));

        new Train(folder.resolve("pumps.npz"), folder.resolve("model"))
                .with("optimization.epochs", 30)
                .with("overwrite", true)
                .run();

        try (Model model = Models.open(folder.resolve("model"))) {
            SeriesSet one = set.select(1); // or SeriesSet.of(...) of new readings
            System.out.printf("faulty: %.0f %%%n", 100 * model.probabilities(one, 64)[0][1]);
            SaliencyMaps maps = Explainer.explain(model, one, new IntegratedGradients(50, Baseline.MEAN));
            for (SalientCell cell : SalientCell.largest(maps, 0, 3)) {
                System.out.printf("%s at step %d%n", set.featureNames().get(cell.feature()), cell.time());
            }
        }
    }

    private FirstMap() {}
}
// end of the example

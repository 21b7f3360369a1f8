package io.unfade.cli;

import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Series of unequal lengths with known cells, and a model of them.
 *
 * @param set the series
 * @param data their file
 * @param model a folder
 */
record ExplainedSeries(SeriesSet set, Path data, Path model) {
    /** {@return these, written to a folder} */
    static ExplainedSeries in(Path folder) throws IOException {
        SeriesSet set = Cli.series().toBuilder()
                .lengths(Cli.lengths())
                .reference(Cli.reference())
                .build();
        Path data = Cli.write(folder.resolve("data.npz"), set);
        return new ExplainedSeries(set, data, Cli.train(data, folder.resolve("m"), "--learning-rate", "0.01"));
    }

    /** {@return the file of the maps, after they were written to it} */
    static Path explain(Path model, Path data, Path maps, Object... options) {
        Cli.succeed("explain", "--model", model, "--data", data, "--out", maps, List.of(Cli.spread(options)));
        return maps;
    }

    /** {@return all cells of the maps in a file} */
    static double[] saliency(Path maps) throws IOException {
        try (NpzFile npz = NpzFile.open(maps)) {
            return npz.array("saliency").toDoubles();
        }
    }
}

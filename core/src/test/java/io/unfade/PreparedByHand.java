package io.unfade;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.nn.spec.Preparation;

import java.util.Arrays;

/** What a preparation makes of series, as written in its documentation. */
public final class PreparedByHand {
    private PreparedByHand() {}

    /** {@return one series of C features without padding, prepared, row-major} */
    public static double[] of(Preparation preparation, double[] series, int features) {
        double[] x = series.clone();
        Double clip = preparation.clip();
        if (clip != null) {
            Arrays.setAll(x, i -> Math.min(Math.max(x[i], -clip), clip));
        }
        int steps = x.length / features;
        int width = preparation.width(features);
        double[] blocks = new double[preparation.steps(steps) * width];
        for (int t = 0; t < steps; t++) {
            int block = t / preparation.pool();
            int inBlock = Math.min(preparation.pool(), steps - block * preparation.pool());
            for (int c = 0; c < features; c++) {
                double value = x[t * features + c];
                double difference = t == 0 ? 0 : value - x[(t - 1) * features + c];
                int place = block * width + c;
                switch (preparation.differences()) {
                    case NONE -> blocks[place] += value / inBlock;
                    case ONLY -> blocks[place] += difference / inBlock;
                    case ADDED -> {
                        blocks[place] += value / inBlock;
                        blocks[place + features] += difference / inBlock;
                    }
                }
            }
        }
        return blocks;
    }

    /** {@return a set with every series prepared} */
    public static SeriesSet of(Preparation preparation, SeriesSet set) {
        int[] lengths = new int[set.count()];
        Arrays.setAll(lengths, i -> preparation.steps(set.length(i)));
        int width = preparation.width(set.features());
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, set.count(), preparation.steps(set.steps()), width);
        for (int i = 0; i < set.count(); i++) {
            double[] x = new double[set.steps() * set.features()];
            set.copySeries(i, x, 0);
            double[] prepared = of(preparation, Arrays.copyOf(x, set.length(i) * set.features()), set.features());
            for (int cell = 0; cell < prepared.length; cell++) {
                builder.cell(i, cell / width, cell % width, prepared[cell]);
            }
        }
        return builder.lengths(lengths).build();
    }
}

package io.unfade.serve.workspace;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Simulated utterances of two vowels in a row by several speakers: series of varying lengths, of a few smooth coefficients, of
 * which each speaker has other ones.
 *
 * <p>Of speaker k, coefficient c at step t of T is {@code a_kc + b_kc sin(pi (t + 1/2) / T + p_kc)} plus noise of deviation 0.3,
 * with a and b from N(0, 1/4) and p uniform. The same seed gives the same numbers.
 */
final class VowelSeries {
    private static final int SPEAKERS = 5;
    private static final int COEFFICIENTS = 12;
    private static final int SHORTEST = 7;
    private static final int LONGEST = 29;
    private static final double SPREAD = 0.5;
    private static final double NOISE = 0.3;
    private static final long SPEAKER_SEED = 1;

    private VowelSeries() {}

    /** {@return so many utterances of each speaker} */
    static SeriesSet of(int perSpeaker, long seed) {
        double[][][] speakers = speakers();
        Random random = new Random(seed);
        int count = SPEAKERS * perSpeaker;
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, LONGEST, COEFFICIENTS);
        int[] lengths = new int[count];
        int[] labels = new int[count];
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels[i] = i % SPEAKERS;
            lengths[i] = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
            ids.add("utterance-" + (i + 1));
            for (int t = 0; t < lengths[i]; t++) {
                double phase = Math.PI * (t + 0.5) / lengths[i];
                for (int c = 0; c < COEFFICIENTS; c++) {
                    double[] own = speakers[labels[i]][c];
                    double value = own[0] + own[1] * Math.sin(phase + own[2]) + NOISE * random.nextGaussian();
                    builder.cell(i, t, c, value);
                }
            }
        }
        return builder.lengths(lengths)
                .labels(labels, names("speaker", SPEAKERS))
                .featureNames(names("coefficient", COEFFICIENTS))
                .ids(ids)
                .build();
    }

    private static List<String> names(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + " " + i).toList();
    }

    private static double[][][] speakers() {
        Random random = new Random(SPEAKER_SEED);
        double[][][] speakers = new double[SPEAKERS][COEFFICIENTS][];
        for (double[][] speaker : speakers) {
            for (int c = 0; c < COEFFICIENTS; c++) {
                speaker[c] = new double[] {
                    SPREAD * random.nextGaussian(), SPREAD * random.nextGaussian(), 2 * Math.PI * random.nextDouble()
                };
            }
        }
        return speakers;
    }
}

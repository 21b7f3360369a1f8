package io.unfade.metric;

import io.unfade.data.numpy.NpzFile;
import io.unfade.testing.SharedFiles;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against the authors' accuracyMethods.py, the authors' benchmark and scikit-learn 1.2.1. */
class LocalizationGoldenTest {
    private static final int STEPS = 20;
    private static final int FEATURES = 15;
    private static final int SHARES = 9;
    private static final Offset<Double> GOLDEN = within(1e-12);

    /** The benchmark writes and reads its numbers as text. */
    private static final Offset<Double> BENCHMARK = within(1e-9);

    @Test
    void of_goldenMaps_matchesTheAuthorsScores() throws IOException {
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("metrics.npz"))) {
            double[] boxes = golden.array("reference_box").toDoubles();
            double[] ambiguous = golden.array("topk_ambiguous").toDoubles();
            for (int i = 0; i < ambiguous.length; i++) {
                double[] map = map(golden, "saliency", i);
                Localization scores = Localization.of(map, reference(boxes, i));

                assertThat(scores.weightedJaccard()).isEqualTo(value(golden, "weighted_jaccard", i), GOLDEN);
                assertThat(scores.euclidean()).isEqualTo(value(golden, "euclidean", i), GOLDEN);
                assertThat(scores.rocAuc()).isEqualTo(value(golden, "auc", i), GOLDEN);
                if (ambiguous[i] == 0) {
                    assertThat(scores.jaccard()).isEqualTo(value(golden, "jaccard", i), GOLDEN);
                    assertThat(scores.enrichment()).isEqualTo(value(golden, "enrichment", i), GOLDEN);
                }
            }
        }
    }

    @Test
    void of_mapsWithoutRange_matchesScikitLearnsRescaling() throws IOException {
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("metrics.npz"))) {
            boolean[] reference = reference(golden.array("reference_box").toDoubles(), 1);
            for (String edge : new String[] {"edge_constant", "edge_below_threshold"}) {
                Localization scores = Localization.of(map(golden, edge + "_saliency", 0), reference);
                double[] expected = golden.array(edge + "_wj_euc_auc").toDoubles();

                assertThat(scores.weightedJaccard()).isEqualTo(expected[0], within(1e-24));
                assertThat(scores.euclidean()).isEqualTo(expected[1], GOLDEN);
                assertThat(scores.rocAuc()).isEqualTo(expected[2], GOLDEN);
            }
        }
    }

    @Test
    void precisionRecall_goldenMaps_matchesTheBenchmark() throws IOException {
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("metrics.npz"))) {
            double[] ambiguous = golden.array("topk_ambiguous").toDoubles();
            for (int i = 0; i < ambiguous.length; i++) {
                if (ambiguous[i] == 0) {
                    PrecisionRecall scores = precisionRecall(golden, i);

                    assertThat(scores.precision()).containsExactly(row(golden, "tsb_precision", i), BENCHMARK);
                    assertThat(scores.recall()).containsExactly(row(golden, "tsb_recall", i), BENCHMARK);
                    assertThat(scores.aup()).isEqualTo(value(golden, "tsb_aup", i), BENCHMARK);
                    assertThat(scores.aur()).isEqualTo(value(golden, "tsb_aur", i), BENCHMARK);
                    assertThat(scores.aupr()).isEqualTo(value(golden, "tsb_aupr", i), BENCHMARK);
                }
            }
        }
    }

    @Test
    void precisionRecall_goldenSet_matchesTheBenchmark() throws IOException {
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("metrics.npz"))) {
            List<PrecisionRecall> maps = new ArrayList<>();
            for (double member : golden.array("tsb_set_members").toDoubles()) {
                maps.add(precisionRecall(golden, (int) member));
            }
            PrecisionRecall set = PrecisionRecall.mean(maps);

            assertThat(set.precision()).containsExactly(row(golden, "tsb_set_precision", 0), BENCHMARK);
            assertThat(set.recall()).containsExactly(row(golden, "tsb_set_recall", 0), BENCHMARK);
            assertThat(set.aup()).isEqualTo(value(golden, "tsb_set_aup", 0), BENCHMARK);
            assertThat(set.aur()).isEqualTo(value(golden, "tsb_set_aur", 0), BENCHMARK);
            assertThat(set.aupr()).isEqualTo(value(golden, "tsb_set_aupr", 0), BENCHMARK);
        }
    }

    private static PrecisionRecall precisionRecall(NpzFile golden, int series) throws IOException {
        boolean[] reference = reference(golden.array("reference_box").toDoubles(), series);
        return PrecisionRecall.of(map(golden, "saliency", series), reference);
    }

    private static double[] row(NpzFile golden, String name, int series) throws IOException {
        return Arrays.copyOfRange(golden.array(name).toDoubles(), series * SHARES, (series + 1) * SHARES);
    }

    private static double[] map(NpzFile golden, String name, int series) throws IOException {
        int size = STEPS * FEATURES;
        return Arrays.copyOfRange(golden.array(name).toDoubles(), series * size, (series + 1) * size);
    }

    private static double value(NpzFile golden, String name, int series) throws IOException {
        return golden.array(name).toDoubles()[series];
    }

    private static boolean[] reference(double[] boxes, int series) {
        boolean[] reference = new boolean[STEPS * FEATURES];
        for (int t = (int) boxes[4 * series]; t < boxes[4 * series + 1]; t++) {
            for (int c = (int) boxes[4 * series + 2]; c < boxes[4 * series + 3]; c++) {
                reference[t * FEATURES + c] = true;
            }
        }
        return reference;
    }
}

package io.unfade.fmri.cifti;

import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares with the numbers that nibabel wrote to the files, reduced by NumPy. */
class CiftiSeriesTest {
    /** Sums of up to 200 numbers near 100 in double precision, in a different order. */
    private static final double SUM_ERROR = 1e-9;

    private static final Path LABELS = Fixtures.file("labels.dlabel.nii");
    private static final Path DENSE = Fixtures.file("dense.dtseries.nii");

    @ParameterizedTest
    @ValueSource(strings = {"parcels", "milli"})
    void readParcels_seriesOfNibabel_hasItsNumbersNamesAndTimes(String name) throws IOException {
        CiftiSeries read = CiftiSeries.readParcels(Fixtures.file(name + ".ptseries.nii"));
        RegionSeries series = read.series();

        assertThat(series.values()).isDeepEqualTo(Fixtures.expected("parcels.values"));
        assertThat(series.repetitionTime()).isEqualTo(0.72);
        assertThat(read.start()).isEqualTo(0.36);
        assertThat(series.regions())
                .containsExactly(
                        new Region(1, "Left & \"A\"", 40, true),
                        new Region(2, "<B>", 70, true),
                        new Region(3, "Gänge's", 27, true),
                        new Region(4, "mixed", 55, true));
        assertThat(read.parcels().names()).containsExactly("Left & \"A\"", "<B>", "Gänge's", "mixed");
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void readDense_everyReduction_equalsNumPy(Reduction reduction) throws IOException {
        RegionSeries series =
                CiftiSeries.readDense(DENSE, DenseLabels.of(LABELS), reduction).series();
        double[][] expected = Fixtures.expected(
                "dense." + reduction.name().toLowerCase(Locale.ROOT).replace('_', '-'));

        assertThat(series.scans()).isEqualTo(12);
        for (int t = 0; t < 12; t++) {
            assertThat(series.values()[t]).containsExactly(expected[t], within(SUM_ERROR));
        }
        assertThat(series.repetitionTime()).isEqualTo(0.72);
    }

    @Test
    void readDense_columns_areTheLabelsByKeyWithTheAbsentOne() throws IOException {
        CiftiSeries read = CiftiSeries.readDense(DENSE, DenseLabels.of(LABELS), Reduction.MEAN);
        double[] sizes = Fixtures.expected("dense.sizes")[0];

        assertThat(read.series().regions())
                .containsExactly(
                        new Region(2, "<B>", (int) sizes[0], true),
                        new Region(5, "Left & \"A\"", (int) sizes[1], true),
                        new Region(7, "nowhere", 0, false),
                        new Region(9, "Gänge's", (int) sizes[3], true));
        for (int parcel = 0; parcel < 4; parcel++) {
            assertThat(read.parcels().grayordinates(parcel)).isEqualTo((int) sizes[parcel]);
        }
    }

    @Test
    void readDense_namedMapOfSeveral_isTaken() throws IOException {
        DenseLabels other = DenseLabels.of(Fixtures.file("maps.dlabel.nii")).withMap("other");

        assertThat(CiftiSeries.readDense(DENSE, other, Reduction.MAXIMUM)
                        .series()
                        .values())
                .isDeepEqualTo(Fixtures.expected("dense.maximum"));
    }

    @Test
    void readDense_labelsOfOneHemisphereWithItsOwnVertices_areLookedUpByVertex() throws IOException {
        DenseLabels part = DenseLabels.of(Fixtures.file("cortex.dlabel.nii"));
        double[][] expected = Fixtures.expected("part.mean");
        double[][] found =
                CiftiSeries.readDense(DENSE, part, Reduction.MEAN).series().values();

        for (int t = 0; t < 12; t++) {
            assertThat(found[t]).containsExactly(expected[t], within(SUM_ERROR));
        }
    }

    @Test
    void readDense_sameLabelsLookedUp_givesTheSame() throws IOException {
        CiftiSeries exact = CiftiSeries.readDense(DENSE, DenseLabels.of(LABELS), Reduction.MEAN);
        CiftiSeries lookedUp = CiftiSeries.readDense(DENSE, DenseLabels.of(LABELS), Reduction.MEAN);

        assertThat(lookedUp.series().values()).isDeepEqualTo(exact.series().values());
        assertThat(lookedUp.parcels().toXml()).isEqualTo(exact.parcels().toXml());
    }
}

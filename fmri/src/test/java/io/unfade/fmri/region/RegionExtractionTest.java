package io.unfade.fmri.region;

import io.unfade.check.MalformedFileException;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpzFile;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Against NumPy, SciPy and nibabel; the numbers were made by {@code make.py} next to the fixtures. */
class RegionExtractionTest {
    /** Relative; images are in single precision, sums in double. */
    private static final double SAME = 1e-12;

    @TempDir
    private Path folder;

    @Test
    void labels_onObliqueCoarserGrid_areThoseOfScipy() throws Exception {
        Parcellation moved = atlas().on(bold().grid());
        long[] expected = NpyArray.read(resource("moved.npy")).toLongs();
        int[] shape = bold().grid().shape();
        double[] labels = moved.labels().values();
        for (int i = 0; i < shape[0]; i++) {
            for (int j = 0; j < shape[1]; j++) {
                for (int k = 0; k < shape[2]; k++) {
                    long wanted = expected[(i * shape[1] + j) * shape[2] + k];
                    assertThat((long) labels[bold().grid().index(i, j, k)])
                            .as("voxel %d %d %d", i, j, k)
                            .isEqualTo(wanted);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void series_ofEveryReduction_areThoseOfNumpy(Reduction reduction) throws Exception {
        RegionSeries series = RegionExtraction.extract(bold(), atlas().on(bold().grid()), reduction, NonFinite.REFUSE);
        try (NpzFile npz = NpzFile.open(resource("expected.npz"))) {
            double[] expected =
                    npz.array(reduction.name().toLowerCase(Locale.ROOT)).toDoubles();
            long[] present = npz.array("present").toLongs();
            long[] labels = npz.array("labels").toLongs();
            assertThat(series.scans()).isEqualTo(5);
            assertThat(series.regions().stream().mapToLong(Region::label)).containsExactly(boxed(labels));
            for (int r = 0; r < labels.length; r++) {
                assertThat(series.regions().get(r).present()).isEqualTo(present[r] == 1);
                for (int t = 0; t < 5; t++) {
                    double wanted = expected[t * labels.length + r];
                    assertThat(series.values()[t][r])
                            .as("scan %d, region %d", t, r)
                            .isCloseTo(wanted, within(SAME * (1 + Math.abs(wanted))));
                }
            }
        }
    }

    @Test
    void repetitionTime_isThatOfTheHeader() throws Exception {
        RegionSeries series =
                RegionExtraction.extract(bold(), atlas().on(bold().grid()), Reduction.MEAN, NonFinite.REFUSE);
        assertThat(series.repetitionTime()).isEqualTo(2.0);
    }

    @Test
    void voxelsOfAMask_haveTheirOwnSeries_lastAxisFastest() throws Exception {
        double[] inside = new double[bold().grid().size()];
        inside[bold().grid().index(2, 3, 1)] = 1;
        inside[bold().grid().index(2, 3, 4)] = 1;
        inside[bold().grid().index(5, 0, 0)] = 1;
        Parcellation voxels = Parcellation.ofMask(new Volume(bold().grid(), inside));
        assertThat(voxels.regions().stream().map(Region::name)).containsExactly("v2-3-1", "v2-3-4", "v5-0-0");
        RegionSeries series = RegionExtraction.extract(bold(), voxels, Reduction.MEAN, NonFinite.REFUSE);
        int[] scan = {0};
        bold().forEachVolume((index, values) -> {
            assertThat(series.values()[index])
                    .containsExactly(
                            values[bold().grid().index(2, 3, 1)],
                            values[bold().grid().index(2, 3, 4)],
                            values[bold().grid().index(5, 0, 0)]);
            scan[0]++;
        });
        assertThat(scan[0]).isEqualTo(5);
    }

    @Test
    void regionOutsideAMask_keepsItsColumn_absent() throws Exception {
        Parcellation moved = atlas().on(bold().grid());
        int gone = moved.column(firstVoxelOfAnyRegion(moved));
        double[] mask = new double[bold().grid().size()];
        for (int voxel = 0; voxel < mask.length; voxel++) {
            mask[voxel] = moved.column(voxel) == gone ? 0 : 1;
        }
        Parcellation within = moved.within(new Volume(bold().grid(), mask));
        RegionSeries series = RegionExtraction.extract(bold(), within, Reduction.MEAN, NonFinite.REFUSE);
        assertThat(series.regions()).hasSameSizeAs(moved.regions());
        assertThat(series.regions().get(gone).present()).isFalse();
        assertThat(series.values()[3][gone]).isZero();
    }

    @Test
    void voxelThatIsNotFinite_isNamedOrTakenAsZero() throws Exception {
        Volume first = new Volume(bold().grid(), new double[bold().grid().size()]);
        Path file = folder.resolve("nan.nii.gz");
        int bad = first.grid().index(1, 2, 3);
        NiftiWriter.write(file, first.grid(), VoxelType.FLOAT32, 3, 2.0, t -> {
            double[] values = new double[first.values().length];
            Arrays.fill(values, 4);
            values[bad] = t == 2 ? Double.NaN : 4;
            return values;
        });
        double[] labels = new double[first.values().length];
        labels[bad] = 5;
        labels[0] = 5;
        Parcellation region = Parcellation.ofAtlas(new Volume(first.grid(), labels), label -> "Insula");
        NiftiImage image = NiftiImage.open(file);
        assertThatThrownBy(() -> RegionExtraction.extract(image, region, Reduction.MEAN, NonFinite.REFUSE))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("nan.nii.gz, volume 2, voxel [1, 2, 3], region 'Insula': must be finite");
        RegionSeries series = RegionExtraction.extract(image, region, Reduction.MEAN, NonFinite.ZERO);
        assertThat(series.values()).isDeepEqualTo(new double[][] {{4}, {4}, {2}});
    }

    @Test
    void labelThatIsNoWholeNumber_isRefused() {
        Volume labels = new Volume(Grid.ofVoxelSizes(new int[] {2, 1, 1}, 1, 1, 1), new double[] {1, 2.5});
        assertThatThrownBy(() -> Parcellation.ofAtlas(labels, Integer::toString))
                .hasMessageContaining("voxel [1, 0, 0] holds 2.5");
    }

    @Test
    void atlasInAnotherPlace_isRefused() throws Exception {
        Parcellation far = Parcellation.ofAtlas(
                new Volume(
                        new Grid(new int[] {1, 1, 1}, new double[] {1, 0, 0, 500, 0, 1, 0, 0, 0, 0, 1, 0}),
                        new double[] {1}),
                Integer::toString);
        Grid grid = bold().grid();
        assertThatThrownBy(() -> far.on(grid)).hasMessageContaining("the two are not in the same space");
    }

    @Test
    void haxby_meansOfTheFirstScan_areThoseOfNumpy() throws Exception {
        Path subject = SharedFiles.data("haxby2001/sub001");
        NiftiImage run = NiftiImage.open(subject.resolve("BOLD/task001_run001/bold_25mm.nii.gz"));
        Parcellation atlas = Parcellation.ofAtlas(
                NiftiImage.open(subject.resolve("masks/25mm/hoc.nii.gz")).readVolume(), Integer::toString);
        RegionSeries series = RegionExtraction.extract(run, atlas.on(run.grid()), Reduction.MEAN, NonFinite.REFUSE);
        double[] expected = {
            683.0,
            1293.5,
            1467.333333333,
            1836.333333333,
            759.0,
            518.0,
            1617.0,
            1381.5,
            1932.5,
            1506.5,
            1255.0,
            1671.0,
            2030.0,
            1812.0,
            1635.0,
            1017.5,
            2034.0,
            1755.0,
            1936.0,
            2022.0,
            2047.5
        };
        assertThat(series.values()[0]).containsExactly(expected, within(1e-8));
        double sum =
                Arrays.stream(series.values()).flatMapToDouble(Arrays::stream).sum();
        assertThat(sum).isCloseTo(3896199.75, within(1e-6));
    }

    private static int firstVoxelOfAnyRegion(Parcellation parcellation) {
        int voxel = 0;
        while (parcellation.column(voxel) < 0) {
            voxel++;
        }
        return voxel;
    }

    private static Long[] boxed(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }

    private static NiftiImage bold() throws IOException {
        return NiftiImage.open(resource("bold.nii.gz"));
    }

    private static Parcellation atlas() throws IOException {
        return Parcellation.ofAtlas(NiftiImage.open(resource("atlas.nii.gz")).readVolume(), Integer::toString);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(RegionExtractionTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

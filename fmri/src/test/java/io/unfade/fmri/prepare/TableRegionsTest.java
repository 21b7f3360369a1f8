package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Existing region series, with gaps, and files of other kinds. */
class TableRegionsTest {
    private static final TableRegions STRICT = new TableRegions(NonFinite.REFUSE);
    private static final TableRegions ZERO = new TableRegions(NonFinite.ZERO);

    @TempDir
    private Path folder;

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("run.tsv"), text);
    }

    @Test
    void columnWithoutAnyValue_isAnAbsentRegion() throws IOException {
        RegionSeries read = STRICT.read(table("a\tb\tc\n1\tn/a\t3\n4\t\t6\n")).series();
        assertThat(read.regions()).extracting(Region::present).containsExactly(true, false, true);
        assertThat(read.values()).isDeepEqualTo(new double[][] {{1, 0, 3}, {4, 0, 6}});
        assertThatThrownBy(() -> STRICT.read(table("a\tb\nn/a\tn/a\nn/a\tn/a\n")))
                .hasMessageContaining("run.tsv: holds no value of any region");
    }

    /** Scan numbers would let a model read the clock instead of the brain. */
    @Test
    void columnsThatCountTheScans_areNoRegions() throws IOException {
        RegionSource.Extracted read = STRICT.read(table("\tTime\ta\n0\t0\t5\n1\t2.5\t7\n2\t5\t6\n"));
        assertThat(read.series().regions()).extracting(Region::name).containsExactly("a");
        assertThat(read.leftOut()).isEqualTo("the first, without a name, Time (numbers or times of the scans)");
        assertThat(read.series().values()).isDeepEqualTo(new double[][] {{5}, {7}, {6}});
    }

    @Test
    void columnNamedAsTimeThatDoesNotRiseEvenly_isARegion() throws IOException {
        RegionSource.Extracted read = STRICT.read(table("T\tindex\n3\t0\n1\t1\n2\t2\n"));
        assertThat(read.series().regions()).extracting(Region::name).containsExactly("T", "index");
        assertThat(read.leftOut()).isEmpty();
    }

    @Test
    void cellWithoutValue_isRefusedWithItsPlaceOrTakenAsZero() throws IOException {
        Path file = table("a\tb\n1\t2\n3\tn/a\n");
        assertThatThrownBy(() -> STRICT.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("run.tsv, line 3, column 'b': has no value; fill it in");
        assertThat(ZERO.read(file).series().values()).isDeepEqualTo(new double[][] {{1, 2}, {3, 0}});
        assertThatThrownBy(() -> ZERO.read(table("a\tb\n1\tx\n")))
                .hasMessageContaining("line 2, column 'b': must be a number, but is 'x'");
    }

    @Test
    void archive_followsTheSameRules() throws IOException {
        Path file = folder.resolve("run.npz");
        double[] cells = {1, Double.NaN, 3, Double.NaN, Double.NaN, 6};
        NpzWriter.write(file, npz -> npz.array("series", cells, 2, 3));
        assertThatThrownBy(() -> STRICT.read(file))
                .hasMessageContaining("run.npz, array 'series', scan 1, region 0: must be finite, but is NaN");
        RegionSeries read = ZERO.read(file).series();
        assertThat(read.regions()).extracting(Region::present).containsExactly(true, false, true);
        assertThat(read.values()).isDeepEqualTo(new double[][] {{1, 0, 3}, {0, 0, 6}});
    }

    @ParameterizedTest
    @CsvSource({
        "a_bold.nii, IMAGE",
        "a_bold.NII.gz, IMAGE",
        "a_bold.img, IMAGE",
        "a_bold.hdr.gz, IMAGE",
        "a.dtseries.nii, DENSE",
        "a.ptseries.nii, REGIONS",
        "a_hemi-L_bold.func.gii, SURFACE",
        "a.tsv, REGIONS",
    })
    void kind_isKnownByTheName(String name, RunFormat format) throws IOException {
        assertThat(RunFormat.of(folder.resolve(name))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.mgz|is a volume of FreeSurfer, which is not read; mri_convert",
                "a+tlrc.BRIK.gz|is a data set of AFNI, which is not read; 3dAFNItoNIFTI",
                "a+tlrc.HEAD|is a data set of AFNI, which is not read; 3dAFNItoNIFTI",
                "a.mnc|mnc2nii",
                "a.dtseries.nii.gz|is a CIFTI series packed by gzip; gunzip it first",
                "a.dscalar.nii|must be an image",
                "a.txt|must be an image (.nii, .nii.gz, or a pair .hdr and .img), a CIFTI series",
            })
    void kindThatIsNotRead_isSaidWithARemedy(String name, String message) {
        Path file = folder.resolve(name);
        assertThatThrownBy(() -> RunFormat.of(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(name + ": ")
                .hasMessageContaining(message);
    }
}

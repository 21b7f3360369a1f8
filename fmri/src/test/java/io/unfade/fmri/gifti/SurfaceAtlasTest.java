package io.unfade.fmri.gifti;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A surface of 5 vertices: 0 and 3 are region 2, 1 is region 7, 2 and 4 have none, and region 9 is empty. The files of
 * the three encodings were made by nibabel.
 */
class SurfaceAtlasTest {
    private static final String LABELS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE GIFTI SYSTEM "http://www.nitrc.org/frs/download.php/115/gifti.dtd">
            <GIFTI Version="1.0" NumberOfDataArrays="1">
            <MetaData><MD><Name>AnatomicalStructurePrimary</Name><Value>CortexLeft</Value></MD></MetaData>
            <LabelTable><Label Key="0" Red="0">???</Label><Label Key="2">A &amp; B</Label><Label Key="7">C</Label>
            <Label Key="9">D</Label></LabelTable>
            <DataArray Intent="NIFTI_INTENT_LABEL" DataType="NIFTI_TYPE_INT32" ArrayIndexingOrder="RowMajorOrder"
            Dimensionality="1" Dim0="5" Encoding="ASCII" Endian="LittleEndian" ExternalFileName="" ExternalFileOffset="">
            <Data>2 7 0
            2 0</Data></DataArray></GIFTI>
            """;
    private static final String SCAN = """
            <DataArray Intent="NIFTI_INTENT_TIME_SERIES" DataType="NIFTI_TYPE_FLOAT32" ArrayIndexingOrder="RowMajorOrder"
            Dimensionality="1" Dim0="5" Encoding="ASCII" Endian="LittleEndian"><Data>%s</Data></DataArray>
            """;

    @TempDir
    private Path folder;

    private SurfaceAtlas atlas;

    @BeforeEach
    void readAtlas() throws IOException {
        atlas = SurfaceAtlas.labels(file("atlas.label.gii", LABELS), null);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path run(String... scans) throws IOException {
        StringBuilder arrays = new StringBuilder("<GIFTI Version=\"1.0\">");
        for (String scan : scans) {
            arrays.append(SCAN.formatted(scan));
        }
        return file("run.func.gii", arrays + "</GIFTI>");
    }

    private static RegionSeries series(SurfaceAtlas atlas, Path run) throws IOException {
        return atlas.series(run, Reduction.MEAN, NonFinite.REFUSE);
    }

    @Test
    void regions_areTheLabelsWithTheAbsentOne() {
        assertThat(atlas.regions())
                .containsExactly(
                        new Region(2, "A & B", 2, true), new Region(7, "C", 1, true), new Region(9, "D", 0, false));
        assertThat(atlas.structure()).isEqualTo("CortexLeft");
        assertThat(atlas.image(new double[] {5, 6, 7}, 0)).containsExactly(5, 6, 0, 5, 0);
    }

    @Test
    void series_ofAnArrayForEachScan_areTheMeansOfVertices() throws IOException {
        RegionSeries read = series(atlas, run("1 2 3 4 5", "10 20 nan 40 -inf"));
        assertThat(read.values()).isDeepEqualTo(new double[][] {{2.5, 2, 0}, {25, 20, 0}});
        assertThat(read.repetitionTime()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"RowMajorOrder, 1 10 2 20 3 30 4 40 5 50", "ColumnMajorOrder, 1 2 3 4 5 10 20 30 40 50"})
    void series_ofOneArrayOfAllScans_areTheSame(String order, String numbers) throws IOException {
        Path file = file(
                "run.func.gii",
                "<GIFTI>"
                        + SCAN.formatted(numbers)
                                .replace("RowMajorOrder", order)
                                .replace("Dimensionality=\"1\"", "Dimensionality=\"2\" Dim1=\"2\"")
                        + "</GIFTI>");
        assertThat(series(atlas, file).values()).isDeepEqualTo(new double[][] {{2.5, 2, 0}, {25, 20, 0}});
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascii", "base64", "gzip"})
    void encodings_ofNibabel_giveTheSame(String encoding) throws Exception {
        Path nibabel = Path.of(getClass().getResource(encoding + ".func.gii").toURI());
        assertThat(series(atlas, nibabel).values())
                .isDeepEqualTo(new double[][] {{2.5, 2, 0}, {25, 20, 0}, {-1, 0.5, 0}});
    }

    @Test
    void notANumber_isRefusedWithItsPlaceOrTakenAsZero() throws IOException {
        Path run = run("1 2 3 4 5", "nan 2 3 4 5");
        refused(() -> series(atlas, run), "scan 1, vertex 0, region 'A & B': must be finite, but is NaN");
        assertThat(atlas.series(run, Reduction.MEAN, NonFinite.ZERO).values()[1])
                .containsExactly(2, 2, 0);
    }

    @Test
    void mask_leavesVerticesOutOrMakesThemRegions() throws IOException {
        Path mask = file("mask.shape.gii", "<GIFTI>" + SCAN.formatted("0 1 1 1 0") + "</GIFTI>");
        assertThat(SurfaceAtlas.labels(folder.resolve("atlas.label.gii"), mask).labels())
                .containsExactly(0, 7, 0, 2, 0);
        SurfaceAtlas vertices = SurfaceAtlas.vertices(mask);
        assertThat(vertices.regions()).extracting(Region::name).containsExactly("vertex 1", "vertex 2", "vertex 3");
        assertThat(series(vertices, run("1 2 3 4 5", "1 2 3 4 5")).values()[0]).containsExactly(2, 3, 4);
    }

    @Test
    void written_readsBackTheSame() throws IOException {
        Path labels = folder.resolve("copy.label.gii");
        GiftiWriter.writeLabels(labels, atlas);
        SurfaceAtlas copy = SurfaceAtlas.labels(labels, null);
        assertThat(copy.labels()).isEqualTo(atlas.labels());
        assertThat(copy.regions()).isEqualTo(atlas.regions());
        assertThat(copy.structure()).isEqualTo("CortexLeft");
        Path movie = folder.resolve("movie.func.gii");
        GiftiWriter.writeMaps(movie, "CortexLeft", List.of(new double[] {1, 2, 3, 4, 5}, new double[] {1, 0, 0, 0, 0}));
        assertThat(series(atlas, movie).values()).isDeepEqualTo(new double[][] {{2.5, 2, 0}, {0.5, 0, 0}});
        GiftiWriter.writeMaps(movie, "CortexRight", List.of(new double[5], new double[5]));
        refused(() -> series(atlas, movie), "is of 'CortexRight', but its regions are of 'CortexLeft'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dim0=\"5\"|Dim0=\"4\"|array 0: the array needs 4 values, but has 5",
                "Dim0=\"5\"|Dim0=\"0\"|Dim0 must be at least 1",
                "Dim0=\"5\"|Dim0=\"x\"|Dim0 must be a whole number, but is 'x'",
                "Dimensionality=\"1\"|Dimensionality=\"3\" Dim1=\"2000000\" Dim2=\"2000000\"|overflow",
                "Dimensionality=\"1\"|Dimensionality=\"9\"|Dimensionality must be 1..6, but is 9",
                "ASCII|Morse|Encoding must be ASCII, Base64Binary or GZipBase64Binary, but is 'Morse'",
                "ASCII|ExternalFileBinary|lie in another file",
                "ASCII|Base64Binary|array 0",
                "ASCII|GZipBase64Binary|array 0",
                "NIFTI_TYPE_FLOAT32|NIFTI_TYPE_RGB|DataType must be",
                "2 3|2 three|must hold numbers, but has 'three'",
                "<Data>|<Other>|is not GIFTI: line",
                "NIFTI_INTENT_TIME_SERIES|NIFTI_INTENT_POINTSET|which is not a series",
                "</GIFTI>|''|is not GIFTI: line",
                "<Data>1|<Data>&x;1|is not GIFTI: line",
            })
    void damagedSeries_areRefusedWithOneLine(String part, String replacement, String message) throws IOException {
        String text = Files.readString(run("1 2 3 4 5", "1 2 3 4 5")).replace(part, replacement);
        refused(() -> series(atlas, file("x.func.gii", text)), message);
    }

    @Test
    void otherFiles_areRefused() throws IOException {
        refused(() -> series(atlas, run("1 2 3 4 5")), "is one scan");
        refused(() -> series(atlas, file("x.gii", "<svg/>")), "must be an element GIFTI, but is 'svg'");
        refused(() -> series(atlas, file("x.gii", "\0\0\0")), "is not GIFTI");
        refused(() -> series(atlas, file("x.gii", "<GIFTI>" + "<a>".repeat(1_000_000))), "nested more than 64 deep");
        refused(() -> SurfaceAtlas.labels(run("1 2 3 4 5"), null), "holds no labels");
        refused(
                () -> SurfaceAtlas.labels(file("x.gii", LABELS.replace("2 7 0", "2 8 0")), null),
                "vertex 1: the key 8.0");
        refused(() -> SurfaceAtlas.vertices(run("0 0 0 0 0")), "the mask is 0 everywhere");
        refused(() -> series(atlas, folder), "is a folder");
    }

    @Test
    void entities_areNeitherExpandedNorFetched() throws IOException {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE GIFTI [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        Path secret = file("secret.txt", "1 2 3 4 5");
        Path laughs = file("x.gii", bomb + "]><GIFTI>" + SCAN.formatted("&a39;") + "</GIFTI>");
        refused(() -> series(atlas, laughs), "x.gii");
        String outside = "<!DOCTYPE GIFTI [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><GIFTI>";
        Path thief = file("y.gii", outside + SCAN.formatted("&e;") + SCAN.formatted("1 2 3 4 5") + "</GIFTI>");
        refused(() -> series(atlas, thief), "y.gii");
    }

    @Test
    void damagedBytes_neverGiveAnotherException() throws Exception {
        byte[] good = Files.readAllBytes(
                Path.of(getClass().getResource("gzip.func.gii").toURI()));
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int change = 0; change < 3 && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            Path file = Files.write(folder.resolve("x.func.gii"), bytes);
            try {
                series(atlas, file);
            } catch (MalformedFileException e) {
                assertThat(e.getMessage()).contains("x.func.gii");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(400);
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(MalformedFileException.class).hasMessageContaining(message);
    }
}

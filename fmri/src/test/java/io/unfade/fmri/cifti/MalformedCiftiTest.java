package io.unfade.fmri.cifti;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiExtension;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import io.unfade.fmri.region.RegionSeries;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Files that break the reader. */
class MalformedCiftiTest {
    private static final Path DENSE = Fixtures.file("dense.dtseries.nii");

    @TempDir
    private Path folder;

    @Test
    void readParcels_plainImage_isRefused() throws IOException {
        Path file = folder.resolve("image.nii");
        NiftiWriter.write(
                file, new Volume(Grid.ofVoxelSizes(new int[] {1, 2, 3}, 1, 1, 1), new double[6]), VoxelType.INT16);

        refused(() -> CiftiSeries.readParcels(file), "is not CIFTI: it is a NIfTI file without the extension 32");
    }

    @ParameterizedTest
    @CsvSource({
        "dense.dtseries.nii,dimension 1 of a .ptseries.nii file must be CIFTI_INDEX_TYPE_PARCELS but is CIFTI_INDEX_TYPE_BRAIN_MODELS",
        "parcels.pscalar.nii,dimension 0 of a .ptseries.nii file must be CIFTI_INDEX_TYPE_SERIES but is CIFTI_INDEX_TYPE_SCALARS",
        "hertz.ptseries.nii,SeriesUnit must be SECOND but is 'HERTZ'",
        "nan.ptseries.nii,parcel 'Gänge's' step 5: must be finite but is NaN",
    })
    void readParcels_wrongFile_isRefused(String name, String message) {
        refused(() -> CiftiSeries.readParcels(Fixtures.file(name)), message);
    }

    @Test
    void readDense_wrongKinds_areRefused() {
        Path series = Fixtures.file("parcels.ptseries.nii");

        refused(() -> read(series, "labels.dlabel.nii"), "a .dtseries.nii file must be CIFTI_INDEX_TYPE_BRAIN_MODELS");
        refused(() -> read(DENSE, "parcels.pscalar.nii"), "a .dlabel.nii file must be CIFTI_INDEX_TYPE_LABELS");
    }

    @ParameterizedTest
    @CsvSource({
        "moved,their voxels lie on different grids",
        "other-surface,the surface CIFTI_STRUCTURE_CORTEX_LEFT has 162 vertices in the labels 242 in the data",
    })
    void readDense_labelsThatDoNotFit_areRefused(String name, String message) {
        DenseLabels labels = DenseLabels.of(Fixtures.file(name + ".dlabel.nii"));

        refused(() -> CiftiSeries.readDense(DENSE, labels, Reduction.MEAN), message);
    }

    @Test
    void readDense_mapThatIsNotChosenOrNotThere_listsTheMaps() {
        DenseLabels labels = DenseLabels.of(Fixtures.file("maps.dlabel.nii"));

        refused(
                () -> CiftiSeries.readDense(DENSE, labels, Reduction.MEAN),
                "must be chosen (atlasMap): ['one' 'other']");
        refused(
                () -> CiftiSeries.readDense(DENSE, labels.withMap("none"), Reduction.MEAN),
                "has no map of that name: ['one' 'other']");
    }

    @Test
    void readDense_keyThatHasNoName_isRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("labels.dlabel.nii"));
        bytes[bytes.length - 2] ^= 0x10;
        Path file = Files.write(folder.resolve("x.dlabel.nii"), bytes);

        refused(
                () -> CiftiSeries.readDense(DENSE, DenseLabels.of(file), Reduction.MEAN),
                "grayordinate 206: the key",
                "is not in the label table");
    }

    @Test
    void read_rowsCutShort_saysAfterWhich() throws IOException {
        byte[] parcels = Files.readAllBytes(Fixtures.file("parcels.ptseries.nii"));
        byte[] dense = Files.readAllBytes(DENSE);
        Path cutParcels = Files.write(folder.resolve("p.nii"), Arrays.copyOf(parcels, parcels.length - 50));
        Path cutDense = Files.write(folder.resolve("d.nii"), Arrays.copyOf(dense, dense.length - 1));

        refused(() -> CiftiSeries.readParcels(cutParcels), "ends after parcel 2 of 4");
        refused(() -> read(cutDense, "labels.dlabel.nii"), "ends after grayordinate 206 of 207");
    }

    @ParameterizedTest
    @CsvSource({
        "Version=\"2\",Version=\"1\",is CIFTI version '1'",
        "NumberOfSeriesPoints,Other,the element MatrixIndicesMap needs the attribute NumberOfSeriesPoints",
        "=\"12\",=\"13\",names 13 steps in time but the matrix has 12 in dimension 0",
        "=\"12\",=\"x\",NumberOfSeriesPoints must be whole numbers but has 'x'",
        "SeriesStep=\"0.72\",SeriesStep=\"0\",SeriesStep must be above 0 seconds but is 0.0",
        "<Parcel Name=\"B\"/>,,names 1 parcels but the matrix has 2 in dimension 1",
        "</Matrix>,,line 1 of the XML",
        "<CIFTI,<!DOCTYPE x><CIFTI,DOCTYPE",
        ">0 1 2<,>0 1 10<,the parcel 'A' has the vertex 10 but its surface has the vertices 0..9",
        ">0 1 2<,>0 one 2<,Vertices must be whole numbers but has 'one'",
        "CIFTI_STRUCTURE_A\" S,CIFTI_STRUCTURE_B\" S,of which there is no Surface",
        "<Vertices BrainStructure=\"CIFTI_STRUCTURE_A\">0 1 2</Vertices>,<VoxelIndicesIJK>1 2 3</VoxelIndicesIJK>,"
                + "the parcel 'A' has voxels but there is no Volume",
    })
    void readParcels_wrongXml_isRefused(String part, @Nullable String replacement, String message) throws IOException {
        String xml = "<CIFTI Version=\"2\"><Matrix><MatrixIndicesMap AppliesToMatrixDimension=\"0\""
                + " IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SERIES\" NumberOfSeriesPoints=\"12\" SeriesExponent=\"0\""
                + " SeriesStart=\"0\" SeriesStep=\"0.72\" SeriesUnit=\"SECOND\"/><MatrixIndicesMap"
                + " AppliesToMatrixDimension=\"1\" IndicesMapToDataType=\"CIFTI_INDEX_TYPE_PARCELS\"><Surface"
                + " BrainStructure=\"CIFTI_STRUCTURE_A\" SurfaceNumberOfVertices=\"10\"/><Parcel Name=\"A\"><Vertices"
                + " BrainStructure=\"CIFTI_STRUCTURE_A\">0 1 2</Vertices></Parcel><Parcel Name=\"B\"/>"
                + "</MatrixIndicesMap></Matrix></CIFTI>";
        Path file = withXml(xml.replace(part, replacement == null ? "" : replacement));

        refused(() -> CiftiSeries.readParcels(file), message);
    }

    @Test
    void readParcels_millionsOfBlanksInTheDimensions_areReadAtOnce() throws IOException {
        String blanks = " ".repeat(4_000_000);
        Path file = withXml("<CIFTI Version=\"2\"><Matrix><MatrixIndicesMap AppliesToMatrixDimension=\"1" + blanks
                + "2\" IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SERIES\"/></Matrix></CIFTI>");
        // cutting at commas by backtracking would take an hour
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> refused(() -> CiftiSeries.readParcels(file), "must be CIFTI_INDEX_TYPE_SERIES but is missing"));
    }

    @Test
    void readParcels_elementsNestedWithoutEnd_areRefused() throws IOException {
        int deep = 500_000;
        Path file = withXml(
                "<CIFTI Version=\"2\"><Matrix>" + "<a>".repeat(deep) + "</a>".repeat(deep) + "</Matrix></CIFTI>");
        refused(() -> CiftiSeries.readParcels(file), "line 1 of the XML", "exceeds the limit \"64\"");
        assertThatThrownBy(() -> CiftiParcels.ofXml("<a>".repeat(deep)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceeds the limit");
    }

    private Path withXml(String xml) throws IOException {
        Path file = folder.resolve("x.ptseries.nii");
        NiftiWriter.writeMatrix(
                file,
                new int[] {1, 1, 1, 1, 12, 2},
                VoxelType.FLOAT32,
                0,
                "",
                new NiftiExtension(NiftiExtension.CIFTI, xml.getBytes(StandardCharsets.UTF_8)),
                parcel -> new double[12]);
        return file;
    }

    private static CiftiSeries read(Path data, String labels) throws IOException {
        return CiftiSeries.readDense(data, DenseLabels.of(Fixtures.file(labels)), Reduction.MEAN);
    }

    /** The tables of message parts are split at commas, so commas are ignored. */
    private static void refused(ThrowingCallable reading, String... messages) {
        assertThatThrownBy(reading)
                .isInstanceOf(MalformedFileException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace(",", ""))
                        .contains(messages)
                        .doesNotContain("\n"));
    }

    @Test
    void notANumber_isTakenAsTheRuleSays() throws IOException {
        Path file = Fixtures.file("nan.ptseries.nii");
        CiftiSeries read = CiftiSeries.readParcels(file, NonFinite.ZERO);
        assertThat(Arrays.stream(read.series().values()).flatMapToDouble(Arrays::stream))
                .allMatch(Double::isFinite);
        assertThat(read.series().values()[5]).contains(0);
    }

    @Test
    void parcelWithoutAnyValue_isAbsent() throws IOException {
        CiftiParcels parcels =
                CiftiSeries.readParcels(Fixtures.file("milli.ptseries.nii")).parcels();
        double[][] values = new double[3][parcels.size()];
        for (int t = 0; t < values.length; t++) {
            Arrays.fill(values[t], t + 1);
            values[t][1] = Double.NaN;
        }
        Path file = folder.resolve("gap.ptseries.nii");
        CiftiWriter.writeSeries(file, parcels, values, 0, 2);
        RegionSeries read = CiftiSeries.readParcels(file).series();
        assertThat(read.regions().get(0).present()).isTrue();
        assertThat(read.regions().get(1).present()).isFalse();
        assertThat(read.values()[2][1]).isZero();
    }

    @Test
    void readDense_notANumber_isTakenAsTheRuleSays() throws IOException {
        byte[] bytes = Files.readAllBytes(DENSE);
        int offset = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(168);
        for (int at = offset; at + 4 <= bytes.length; at += 4) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);
        }
        Path file = Files.write(folder.resolve("nan.dtseries.nii"), bytes);
        DenseLabels labels = DenseLabels.of(Fixtures.file("labels.dlabel.nii"));
        refused(
                () -> CiftiSeries.readDense(file, labels, Reduction.MEAN, NonFinite.REFUSE),
                "must be finite but is NaN");
        CiftiSeries read = CiftiSeries.readDense(file, labels, Reduction.MEAN, NonFinite.ZERO);
        assertThat(read.series().values()[0]).containsOnly(0);
    }
}

package io.unfade.fmri.cifti;

import io.unfade.fmri.region.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CiftiWriterTest {
    @TempDir
    private Path folder;

    @Test
    void writeScalars_numbersOfNibabelsFile_givesItsData() throws IOException {
        Path file = folder.resolve("maps.pscalar.nii");
        double[][] values = Arrays.copyOf(Fixtures.expected("parcels.values"), 2);
        CiftiWriter.writeScalars(file, parcels(), List.of("one", "two & more"), values);
        ByteBuffer found = bytes(file);
        ByteBuffer nibabel = bytes(Fixtures.file("parcels.pscalar.nii"));

        assertThat(data(found)).isEqualTo(data(nibabel));
        for (int i = 0; i < 8; i++) {
            assertThat(found.getLong(16 + 8 * i)).as("dim[%d]", i).isEqualTo(nibabel.getLong(16 + 8 * i));
        }
        assertThat(found.getInt(504)).as("intent of ConnParcelScalr").isEqualTo(3008);
        assertThat(found.getLong(168) % 16).as("alignment").isZero();
        assertThat(new String(Files.readAllBytes(file), 552, 2000, StandardCharsets.UTF_8))
                .contains("<MapName>two &amp; more</MapName>");
    }

    @Test
    void writeSeries_readBack_isTheSame() throws IOException {
        Path file = folder.resolve("run.ptseries.nii");
        double[][] values = Fixtures.expected("parcels.values");
        CiftiWriter.writeSeries(file, parcels(), values, 1.5, 0.72);
        CiftiSeries read = CiftiSeries.readParcels(file);

        assertThat(bytes(file).getInt(504)).as("intent of ConnParcelSries").isEqualTo(3004);
        assertThat(data(bytes(file))).isEqualTo(data(bytes(Fixtures.file("parcels.ptseries.nii"))));
        assertThat(read.series().values()).isDeepEqualTo(values);
        assertThat(read.series().repetitionTime()).isEqualTo(0.72);
        assertThat(read.start()).isEqualTo(1.5);
        assertThat(read.parcels().toXml()).isEqualTo(parcels().toXml());
    }

    @Test
    void writeSeries_ofDenseWithAbsentLabel_readsBackAbsent() throws IOException {
        CiftiSeries dense = CiftiSeries.readDense(
                Fixtures.file("dense.dtseries.nii"),
                DenseLabels.of(Fixtures.file("labels.dlabel.nii")),
                Reduction.MEAN);
        Path file = folder.resolve("run.ptseries.nii");
        CiftiWriter.writeSeries(file, dense.parcels(), dense.series().values(), 0, 0.72);

        assertThat(CiftiSeries.readParcels(file).series().regions())
                .extracting("present")
                .containsExactly(true, true, false, true);
    }

    @Test
    void parcels_keptAsText_areTheSame() throws IOException {
        String text = parcels().toXml();

        assertThat(text)
                .contains("<Parcel Name=\"Left &amp; &quot;A&quot;\">")
                .contains("<Volume VolumeDimensions=\"5,6,7\">")
                .contains("SurfaceNumberOfVertices=\"242\"");
        assertThat(CiftiParcels.ofXml(text).toXml()).isEqualTo(text);
        assertThat(CiftiParcels.ofXml(text).names()).isEqualTo(parcels().names());
    }

    @Test
    void parcels_textOfSomethingElse_isRefused() {
        assertThatThrownBy(() -> CiftiParcels.ofXml("<a/>")).hasMessageContaining("MatrixIndicesMap");
        assertThatThrownBy(() -> CiftiParcels.ofXml("no xml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 1 of the XML");
        assertThatThrownBy(() ->
                        CiftiParcels.ofXml("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>"))
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void write_wrongSizes_areRefused() throws IOException {
        CiftiParcels parcels = parcels();
        Path file = folder.resolve("x.pscalar.nii");

        assertThatThrownBy(() -> CiftiWriter.writeScalars(file, parcels, List.of("a", "b"), new double[1][4]))
                .hasMessageContaining("needs 2 values, but has 1");
        assertThatThrownBy(() -> CiftiWriter.writeScalars(file, parcels, List.of("a"), new double[1][5]))
                .hasMessageContaining("needs 4 values, but has 5");
        assertThatThrownBy(() -> CiftiWriter.writeScalars(file, parcels, List.of("a\u0001"), new double[1][4]))
                .hasMessageContaining("U+0001");
        assertThatThrownBy(() -> CiftiWriter.writeSeries(file, parcels, new double[1][4], 0, 0))
                .hasMessageContaining("the step above 0 s");
        assertThat(file).doesNotExist();
    }

    private static CiftiParcels parcels() throws IOException {
        return CiftiSeries.readParcels(Fixtures.file("parcels.ptseries.nii")).parcels();
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] data(ByteBuffer bytes) {
        byte[] data = new byte[bytes.capacity() - (int) bytes.getLong(168)];
        bytes.get((int) bytes.getLong(168), data);
        return data;
    }
}

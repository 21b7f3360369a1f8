package io.unfade.fmri.prepare;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FmriContextTest {
    @TempDir
    private Path folder;

    private Path series;
    private Prepared prepared;

    @BeforeEach
    void makeSeries() throws IOException {
        series = folder.resolve("set.npz");
        Path run = Scans.run(folder.resolve("run.nii"), 1);
        ImageRegions atlas = ImageRegions.atlas(Scans.atlas(folder), label -> "r" + label, null, Scans.RULES);
        prepared = Preparation.prepare(List.of(Scans.input(run, "1")), Scans.plan(atlas), (done, of) -> {});
        prepared.write(series);
    }

    @Test
    void blocks_ofSomeSeries_areTheirs() throws IOException {
        FmriContext context = FmriContext.readFor(series);
        SeriesSet second = prepared.series().select(1);
        assertThat(context.blocksOf(second, series)).singleElement().satisfies(block -> {
            assertThat(block.condition()).isEqualTo("look");
            assertThat(block.onset()).isEqualTo(20);
            assertThat(block.subject()).isEqualTo("sub-01");
        });
    }

    @Test
    void files_thatDoNotBelongTogether_areRefused() throws IOException {
        FmriContext context = FmriContext.readFor(series);
        SeriesSet narrow = SeriesSet.builder(Precision.SINGLE, 1, 4, 3).build();
        assertThatThrownBy(() -> context.blocksOf(narrow, series))
                .hasMessageContaining("set.npz: has 3 features, but set.fmri.json names 4 regions");
        SeriesSet others = prepared.series().toBuilder().ids(List.of("a", "b")).build();
        assertThatThrownBy(() -> context.blocksOf(others, series))
                .hasMessageContaining("set.npz, series 'a': is not in set.fmri.json");
    }

    @Test
    void file_thatIsNotAContext_isRefusedByName() throws IOException {
        Path file = FmriContext.beside(series);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("unfade-fmri/1", "unfade-fmri/9"));
        assertThatThrownBy(() -> FmriContext.readFor(series))
                .hasMessageContaining("set.fmri.json, format: must be 'unfade-fmri/1', but is 'unfade-fmri/9'");
        Files.writeString(file, text.replaceFirst("\"format\" : \"[^\"]*\"", "\"format\" : null"));
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("but is 'null'");
        Files.writeString(file, text);
        byte[] old = Files.readAllBytes(series);
        Files.write(series, new byte[] {1});
        assertThatThrownBy(() -> FmriContext.readFor(series))
                .hasMessageContaining("set.fmri.json: belongs to another set.npz than is there");
        Files.write(series, old);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("set.fmri.json: cannot be read");
        Files.writeString(file, "{\"format\": \"unfade-fmri/1\"}");
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("set.fmri.json: cannot be read");
        Files.delete(file);
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("set.fmri.json");
    }
}

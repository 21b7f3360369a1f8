package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.image.Volume;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
        prepared = Preparation.prepare(List.of(Scans.input(run, "1")), Scans.plan(atlas), Progress.NONE);
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
        Files.writeString(file, "{\"parts\":".repeat(1_000_000));
        assertThatThrownBy(() -> FmriContext.readFor(series))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("nesting depth");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("must hold a JSON object");
        Files.delete(file);
        assertThatThrownBy(() -> FmriContext.readFor(series)).hasMessageContaining("set.fmri.json");
    }

    /** The same runs and labels, but with labels 1 and 4 swapped, as in a new version of an atlas. */
    private Prepared withAnotherAtlas() {
        Volume atlas = Objects.requireNonNull(prepared.atlas());
        double[] labels = Arrays.stream(atlas.values())
                .map(label -> label == 1 ? 4 : label == 4 ? 1 : label)
                .toArray();
        return new Prepared(
                prepared.series().select(1, 0),
                prepared.context(),
                new Volume(atlas.grid(), labels),
                prepared.background(),
                null,
                prepared.formCode(),
                List.of(),
                0);
    }

    @Test
    void mixtureOfTwoSets_isRefusedWhateverWasWrittenFirst() throws IOException {
        Prepared other = withAnotherAtlas();
        Path fresh = Files.createDirectory(folder.resolve("other")).resolve("set.npz");
        other.write(fresh);
        List<Path> old = List.of(series, FmriContext.beside(series), Prepared.atlasOf(series));
        List<byte[]> contents =
                List.of(Files.readAllBytes(old.get(0)), Files.readAllBytes(old.get(1)), Files.readAllBytes(old.get(2)));
        for (int mixture = 0; mixture < 8; mixture++) {
            for (int i = 0; i < old.size(); i++) {
                Path from = fresh.resolveSibling(old.get(i).getFileName());
                Files.write(old.get(i), (mixture >> i & 1) == 1 ? Files.readAllBytes(from) : contents.get(i));
            }
            if (mixture == 0 || mixture == 7) {
                assertThat(FmriContext.readFor(series).parts()).containsOnlyKeys("atlas", "mean");
            } else {
                assertThatThrownBy(() -> FmriContext.readFor(series))
                        .isInstanceOf(MalformedFileException.class)
                        .hasMessageContaining("set.fmri.json: belongs to another set.")
                        .hasMessageEndingWith("than is there; prepare both again");
            }
        }
    }

    @Test
    void write_thatFails_keepsTheOldSet() throws IOException {
        byte[] before = Files.readAllBytes(Prepared.atlasOf(series));
        Prepared broken = new Prepared(
                prepared.series(),
                prepared.context(),
                withAnotherAtlas().atlas(),
                prepared.background(),
                null,
                prepared.formCode(),
                List.of(),
                0);
        Files.delete(Prepared.backgroundOf(series));
        Files.createDirectory(Prepared.backgroundOf(series)); // detected only after all were written
        assertThatThrownBy(() -> broken.write(series)).hasMessageContaining("set.mean.nii.gz");
        assertThat(Files.readAllBytes(Prepared.atlasOf(series))).isEqualTo(before);
        assertThat(FmriContext.existsFor(series)).isTrue();
    }

    @Test
    void write_ofRegionsWithoutAnImage_removesTheImages() throws IOException {
        new Prepared(prepared.series(), prepared.context(), null, null, null, 0, List.of(), 0).write(series);
        assertThat(Files.exists(Prepared.atlasOf(series))).isFalse();
        assertThat(FmriContext.readFor(series).parts()).isEmpty();
    }

    @Test
    void fileOfAnEarlierVersion_withoutHashesOfImages_isRead() throws IOException {
        Path file = FmriContext.beside(series);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst(",\\s*\"parts\" : \\{[^}]*\\}", ""));
        assertThat(Files.readString(file)).doesNotContain("parts");
        assertThat(FmriContext.readFor(series).parts()).isEmpty();
    }
}

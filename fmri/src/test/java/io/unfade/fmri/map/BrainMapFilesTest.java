package io.unfade.fmri.map;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileHash;
import io.unfade.check.MalformedFileException;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.fmri.cifti.CiftiSeries;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.region.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Maps of two classes and three regions over four steps, as images and as CIFTI files. */
class BrainMapFilesTest {
    private static final double[] OBLIQUE = {2, 0.1, 0, -10, -0.1, 2, 0, 5, 0, 0, 2.5, 7};
    private static final double START = -5;
    private static final boolean[] BLOCK = {false, true, true, false};
    private static final boolean[][] TASK = {BLOCK, BLOCK, BLOCK};
    private static final float REPETITION_TIME = 2.5f;

    @TempDir
    private Path folder;

    private Path series;
    private SaliencyMaps maps;

    @BeforeEach
    void makeMaps() throws IOException {
        series = folder.resolve("set.npz");
        // series 0 and 1 are of class 0, series 2 of class 2; cell (t, r) of series i is (-1)^t (100 i + 10 t + r + 1)
        float[] cells = new float[3 * 4 * 3];
        for (int c = 0; c < cells.length; c++) {
            int t = c / 3 % 4;
            int size = 100 * (c / 12) + 10 * t + c % 3 + 1;
            cells[c] = t % 2 == 0 ? size : -size;
        }
        maps = maps(cells, 3, 4, 3);
    }

    private SaliencyMaps maps(float[] cells, int n, int steps, int features) throws IOException {
        Path file = folder.resolve("maps.npz");
        NpzWriter.write(file, npz -> npz.array("saliency", cells, n, steps, features));
        return SaliencyFile.read(file);
    }

    private FmriContext context(boolean inImage, @Nullable String parcels) {
        List<Region> regions =
                List.of(new Region(2, "a", 1, true), new Region(5, "b", 1, true), new Region(9, "c", 2, true));
        return new FmriContext(
                REPETITION_TIME, 5, 5, 0, 0, List.of("s r"), Map.of(), inImage, parcels, regions, List.of(), List.of());
    }

    private Grid writeAtlas() throws IOException {
        Grid grid = new Grid(new int[] {3, 2, 1}, OBLIQUE);
        NiftiWriter.write(
                Prepared.atlasOf(series), new Volume(grid, new double[] {0, 5, 9, 9, 2, 0}), VoxelType.INT32, 4);
        return grid;
    }

    @Test
    void images_holdTheMeansOnTheAtlasGrid() throws IOException {
        Grid grid = writeAtlas();
        ClassMaps means = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SIGNED);
        List<BrainMapFiles.Written> files = BrainMapFiles.of(context(true, null), series)
                .write(means, List.of("face", "never", "a/b"), START, folder);
        assertThat(files.stream().map(written -> written.file().getFileName().toString()))
                .containsExactly("face_mean.nii.gz", "face_movie.nii.gz", "a_b_mean.nii.gz", "a_b_movie.nii.gz");

        NiftiImage movie = NiftiImage.open(files.get(1).file());
        assertThat(movie.volumes()).isEqualTo(4);
        assertThat(movie.header().repetitionTime()).isEqualTo(REPETITION_TIME);
        assertThat(movie.header().formCode()).isEqualTo(4);
        assertThat(movie.grid().matches(grid)).isTrue();
        List<double[]> steps = new ArrayList<>();
        movie.forEachVolume((index, values) -> steps.add(values.clone()));
        // mean of series 0 and 1 at step 1, region b: -(50 + 10 + 2)
        assertThat(steps.get(1)).containsExactly(0, -62, -63, -63, -61, 0);
        double[] mean = NiftiImage.open(files.get(0).file()).readVolume().values();
        // mean over steps 1 and 2: (-(60 + r + 1) + (70 + r + 1)) / 2
        assertThat(mean).containsExactly(0, 5, 5, 5, 5, 0);
        assertThat(Files.readString(folder.resolve("maps.json")))
                .contains("unfade-maps/1", "\"file\" : \"a_b_movie.nii.gz\"", "\"classes\" : [ \"a/b\" ]")
                .contains(FileHash.sha256(files.get(0).file()));
    }

    @Test
    void write_thatFails_keepsTheOldMaps() throws IOException {
        writeAtlas();
        ClassMaps means = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SIGNED);
        List<String> names = List.of("face", "never", "house");
        BrainMapFiles.of(context(true, null), series).write(means, names, START, folder);
        byte[] before = Files.readAllBytes(folder.resolve("face_mean.nii.gz"));
        Files.delete(folder.resolve("house_movie.nii.gz"));
        Files.createDirectory(folder.resolve("house_movie.nii.gz"));
        ClassMaps others = ClassMaps.of(maps, new int[] {2, 2, 0}, TASK, 3, ClassMaps.Value.SIGNED);
        assertThatThrownBy(() -> BrainMapFiles.of(context(true, null), series).write(others, names, START, folder))
                .hasMessageContaining("house_movie.nii.gz");
        assertThat(Files.readAllBytes(folder.resolve("face_mean.nii.gz"))).isEqualTo(before);
    }

    @Test
    void parcels_becomeScalarsAndSeries() throws Exception {
        Path source = Path.of(Objects.requireNonNull(getClass().getResource("../cifti/milli.ptseries.nii"))
                .toURI());
        CiftiSeries cifti = CiftiSeries.readParcels(source);
        int parcels = cifti.parcels().size();
        float[] cells = new float[3 * 4 * parcels];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = c;
        }
        FmriContext plain = context(false, cifti.parcels().toXml());
        ClassMaps means =
                ClassMaps.of(maps(cells, 3, 4, parcels), new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.ABSOLUTE);
        List<BrainMapFiles.Written> files =
                BrainMapFiles.of(plain, series).write(means, List.of("face", "never", "x"), START, folder);
        assertThat(files.stream().map(written -> written.file().getFileName().toString()))
                .containsExactly("mean.pscalar.nii", "face_movie.ptseries.nii", "x_movie.ptseries.nii");
        CiftiSeries movie = CiftiSeries.readParcels(files.get(2).file());
        assertThat(movie.start()).isEqualTo(-5);
        assertThat(movie.series().repetitionTime()).isEqualTo(REPETITION_TIME);
        assertThat(movie.parcels().names()).isEqualTo(cifti.parcels().names());
        assertThat(movie.series().values()[3][1]).isEqualTo((2 * 4 + 3) * parcels + 1);
    }

    @Test
    void absoluteAndShare_areAsSaid() {
        ClassMaps absolute = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.ABSOLUTE);
        assertThat(absolute.at(2, 3)).containsExactly(231, 232, 233);
        assertThat(absolute.count(1)).isZero();
        ClassMaps share = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SHARE);
        double sum = 0;
        for (int t = 0; t < 4; t++) {
            for (double value : share.at(0, t)) {
                sum += value;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(share.measured(0)).isEqualTo(2);
        assertThatThrownBy(() -> ClassMaps.of(maps, new int[] {0}, TASK, 3, ClassMaps.Value.SHARE))
                .hasMessageContaining("classes of the maps");
    }

    @Test
    void share_ofSeriesWithoutSaliency_isLeftOut() throws IOException {
        float[] cells = new float[3 * 4 * 3];
        cells[0] = -1; // series 0: all in region 0 at step 0; series 1 and 2 have none
        ClassMaps share = ClassMaps.of(maps(cells, 3, 4, 3), new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SHARE);
        assertThat(share.at(0, 0)).containsExactly(1, 0, 0);
        assertThat(new int[] {share.count(0), share.measured(0), share.measured(2)})
                .containsExactly(2, 1, 0);
        assertThat(share.at(2, 0)).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void onTask_ofSeriesWithOtherSteps_isTheMeanOverTheirOwn() {
        boolean[] last = {false, false, false, true};
        boolean[] none = new boolean[4];
        ClassMaps means = ClassMaps.of(
                maps, new int[] {0, 0, 2}, new boolean[][] {BLOCK, last, none}, 3, ClassMaps.Value.ABSOLUTE);
        // region 0: series 0 over steps 1 and 2: (11 + 21) / 2; series 1 at step 3: 131
        assertThat(means.onTask(0)[0]).isEqualTo((16 + 131) / 2.0);
        assertThat(means.onTask(2)[0]).isEqualTo((201 + 211 + 221 + 231) / 4.0);
    }

    @Test
    void names_thatFilesCannotTellApart_areNumbered() throws IOException {
        writeAtlas();
        ClassMaps means = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SHARE);
        List<BrainMapFiles.Written> files =
                BrainMapFiles.of(context(true, null), series).write(means, List.of("a b", "x", "a_b"), START, folder);
        assertThat(files.stream().map(written -> written.file().getFileName().toString()))
                .containsExactly("a_b-1_mean.nii.gz", "a_b-1_movie.nii.gz", "a_b-3_mean.nii.gz", "a_b-3_movie.nii.gz");
    }

    @Test
    void regions_thatAreNowhere_cannotBeMapped() throws IOException {
        ClassMaps means = ClassMaps.of(maps, new int[] {0, 0, 2}, TASK, 3, ClassMaps.Value.SHARE);
        List<String> names = List.of("a", "b", "c");
        assertThatThrownBy(() -> BrainMapFiles.of(context(false, null), series).write(means, names, START, folder))
                .hasMessageContaining("comes from tables");
        assertThatThrownBy(() -> BrainMapFiles.of(context(false, "<a>".repeat(100_000)), series))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("set.fmri.json, parcels: line 1 of the XML");
        NiftiWriter.write(
                Prepared.atlasOf(series),
                new Volume(Grid.ofVoxelSizes(new int[] {2, 1, 1}, 1, 1, 1), new double[] {2, 5}),
                VoxelType.INT32);
        assertThatThrownBy(() -> BrainMapFiles.of(context(true, null), series).write(means, names, START, folder))
                .hasMessageContaining("has other labels than");
        Files.delete(Prepared.atlasOf(series));
        assertThatThrownBy(() -> BrainMapFiles.of(context(true, null), series).write(means, names, START, folder))
                .hasMessageContaining("set.atlas.nii.gz");
    }
}

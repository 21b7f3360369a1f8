package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.ConfoundSelection;
import io.unfade.fmri.bids.Event;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.region.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** From images to series and back to files, and rejected inputs. */
class PreparationTest {
    @TempDir
    private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private ImageRegions atlas() throws IOException {
        return ImageRegions.atlas(Scans.atlas(folder), label -> "region " + label, null, Scans.RULES);
    }

    private Prepared prepare(RegionSource source, Preparation.Input... inputs) throws IOException {
        return Preparation.prepare(List.of(inputs), Scans.plan(source), Progress.NONE);
    }

    private void assertRefused(Path data, RegionSource source, String... words) {
        assertThatThrownBy(() -> prepare(source, Scans.input(data, "run-1")))
                .isInstanceOf(MalformedFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"));
    }

    @Test
    void series_ofAtlas_areStandardisedMeansOfTheirVoxels() throws IOException {
        Path run = Scans.run(file("run.nii"), 1);
        SeriesSet set = prepare(atlas(), Scans.input(run, "run-1")).series();
        assertThat(set.classNames()).containsExactly("look", "tap");
        assertThat(set.featureNames()).containsExactly("region 1", "region 2", "region 3", "region 4");
        double[] wanted = standardized(IntStream.range(0, Scans.COUNT)
                .mapToDouble(scan -> meanOfLabel(1, scan, 4))
                .toArray());
        for (int t = 0; t < 4; t++) {
            assertThat(set.value(0, t, 3)).isCloseTo(wanted[2 + t], within(1e-5));
            assertThat(set.value(1, t, 3)).isCloseTo(wanted[10 + t], within(1e-5));
        }
    }

    private static double meanOfLabel(int seed, int scan, int label) {
        return IntStream.range(0, Scans.GRID.size())
                .filter(v -> labelOf(v) == label)
                .mapToDouble(v -> Scans.voxel(seed, scan, v))
                .average()
                .orElseThrow();
    }

    private static int labelOf(int voxel) {
        int[] at = Scans.GRID.voxel(voxel);
        return 1 + (at[0] < 2 ? 0 : 1) + (at[1] < 2 ? 0 : 2);
    }

    /** {@return the residuals of a series from its linear trend, divided by their sample standard deviation} */
    private static double[] standardized(double[] values) {
        int n = values.length;
        double centre = (n - 1) / 2.0;
        double mean = Arrays.stream(values).average().orElseThrow();
        double slope =
                IntStream.range(0, n).mapToDouble(t -> (t - centre) * values[t]).sum()
                        / IntStream.range(0, n)
                                .mapToDouble(t -> (t - centre) * (t - centre))
                                .sum();
        double[] rest = IntStream.range(0, n)
                .mapToDouble(t -> values[t] - mean - slope * (t - centre))
                .toArray();
        double deviation = Math.sqrt(Arrays.stream(rest).map(x -> x * x).sum() / (n - 1));
        return Arrays.stream(rest).map(x -> x / deviation).toArray();
    }

    @Test
    void write_thenRead_givesContextAndImagesBack() throws IOException {
        Path first = Scans.run(file("a.nii"), 1);
        Path second = Scans.run(file("b.nii"), 2);
        Prepared prepared = prepare(atlas(), Scans.input(first, "run-1"), Scans.input(second, "run-2"));
        Path out = file("set.npz");
        prepared.write(out);

        FmriContext context = FmriContext.readFor(out);
        assertThat(context.repetitionTime()).isEqualTo(2);
        assertThat(context.groupNames()).containsExactly("sub-01 run-1", "sub-01 run-2");
        assertThat(context.blocks()).hasSize(4);
        assertThat(context.regions().stream().map(Region::voxels)).containsExactly(8, 8, 8, 8);
        assertThat(context.runs().get(0).sha256())
                .hasSize(64)
                .isNotEqualTo(context.runs().get(1).sha256());
        NiftiImage labels = NiftiImage.open(Prepared.atlasOf(out));
        assertThat(labels.grid().matches(Scans.GRID)).isTrue();
        assertThat(labels.readVolume().values())
                .isEqualTo(NiftiImage.open(file("atlas.nii")).readVolume().values());
        double mean = IntStream.range(0, Scans.COUNT)
                .mapToDouble(scan -> Scans.voxel(1, scan, 5))
                .average()
                .orElseThrow();
        assertThat(NiftiImage.open(Prepared.backgroundOf(out)).readVolume().values()[5])
                .isCloseTo(mean, within(1e-4));
        assertThat(context.blocks()).isEqualTo(prepared.context().blocks());
        assertThat(context.secondsFromOnset(context.blocks(), 3)).containsExactly(0, 2, 4);
    }

    @Test
    void label_thatVanishesOnTheDataGrid_staysAnAbsentColumn() throws IOException {
        Grid fine = Grid.ofVoxelSizes(new int[] {12, 12, 6}, 1, 1, 1);
        double[] labels = new double[fine.size()];
        Arrays.fill(labels, 7);
        labels[fine.index(1, 1, 1)] = 3; // between the centres of coarse voxels
        Path atlas = file("fine.nii");
        NiftiWriter.write(atlas, new Volume(fine, labels), VoxelType.INT16);
        ImageRegions source = ImageRegions.atlas(atlas, label -> "region " + label, null, Scans.RULES);
        Prepared prepared = prepare(source, Scans.input(Scans.run(file("run.nii"), 1), "run-1"));
        assertThat(prepared.context().regions().stream().map(Region::present)).containsExactly(false, true);
        assertThat(prepared.series().value(0, 1, 0)).isZero();
        assertThat(prepared.series().value(0, 1, 1)).isNotZero();
    }

    @Test
    void regionThatDoesNotChange_isRefusedOrAbsent() throws IOException {
        Path run = Scans.run(
                file("flat.nii"), 1, VoxelType.FLOAT32, (scan, v) -> labelOf(v) == 2 ? 5 : Scans.voxel(1, scan, v));
        assertRefused(run, atlas(), "flat.nii", "region 'region 2'", "is 5.0 at all 20 scans", "constant absent");
        Preparation.Plan plan = Scans.plan(atlas(), Preparation.Constant.ABSENT);
        Prepared prepared = Preparation.prepare(List.of(Scans.input(run, "run-1")), plan, Progress.NONE);
        assertThat(prepared.context().regions().get(1).present()).isFalse();
        assertThat(prepared.series().value(0, 2, 1)).isZero();
    }

    @Test
    void image_thatDoesNotFitTheMaskOrTheAtlas_isRefused() throws IOException {
        Path run = Scans.run(file("run.nii"), 1);
        Grid wide = Grid.ofVoxelSizes(new int[] {5, 4, 2}, 3, 3, 3);
        double[] ones = new double[wide.size()];
        Arrays.fill(ones, 1);
        Path mask = file("mask.nii");
        NiftiWriter.write(mask, new Volume(wide, ones), VoxelType.UINT8);
        assertRefused(run, ImageRegions.voxels(mask, Scans.RULES), "run.nii", "the mask has", "must have one grid");
        Grid far = new Grid(new int[] {4, 4, 2}, new double[] {3, 0, 0, 5000, 0, 3, 0, 0, 0, 0, 3, 0});
        Path elsewhere = Scans.atlas(file("far.nii"), far);
        ImageRegions source = ImageRegions.atlas(elsewhere, label -> "r" + label, null, Scans.RULES);
        assertRefused(run, source, "run.nii", "the two are not in the same space");
    }

    @Test
    void voxel_thatIsNotANumber_isRefusedWithItsPlace() throws IOException {
        Path run = Scans.run(
                file("nan.nii"),
                1,
                VoxelType.FLOAT32,
                (scan, v) -> scan == 7 && v == Scans.GRID.index(1, 2, 0) ? Double.NaN : Scans.voxel(1, scan, v));
        assertRefused(run, atlas(), "nan.nii", "7", "1, 2, 0", "NaN");
    }

    @Test
    void gzip_cutShort_isRefused() throws IOException {
        Path run = Scans.run(file("whole.nii.gz"), 1);
        byte[] bytes = Files.readAllBytes(run);
        Path half = Files.write(file("half.nii.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(half, atlas(), "half.nii.gz");
    }

    @Test
    void orientation_thatIsUnknown_isRefusedUnlessToldOtherwise() throws IOException {
        Path run = Scans.withoutOrientation(Scans.run(file("lost.nii"), 1));
        assertRefused(run, atlas(), "lost.nii", "sform_code and qform_code are 0", "say anyOrientation");
    }

    @Test
    void repetitionTime_comesFromHeaderOrSidecarWhichMustAgree() throws IOException {
        Path run = Scans.run(file("sub-01_run-1_bold.nii"), 1);
        Files.writeString(file("sub-01_run-1_bold.json"), "{\"RepetitionTime\": 2.2}");
        assertRefused(run, atlas(), "sub-01_run-1_bold.nii", "2.0 s, but its .json says 2.2 s", "tr SECONDS");
        Files.writeString(file("sub-01_run-1_bold.json"), "{\"RepetitionTime\": 2.0}");
        assertThat(prepare(atlas(), Scans.input(run, "run-1")).context().repetitionTime())
                .isEqualTo(2);
        Path silent = Scans.withRepetitionTime(Scans.run(file("silent.nii"), 1), 0);
        assertRefused(silent, atlas(), "silent.nii", "no .json next to it", "tr SECONDS");
    }

    @Test
    void repetitionTime_thatSinglePrecisionCannotHold_isTheOneThatWasMeant() throws IOException {
        Path run = Scans.withRepetitionTime(Scans.run(file("odd.nii"), 1), 2.1f);
        // 2.1 (10 - 3) = 14.7: the block begins at scan 7, though (float) 2.1 * 7 is less
        List<Event> events = List.of(new Event(14.7, 4.2, "tap"), new Event(31.5, 4.2, "look"));
        Prepared prepared = prepare(atlas(), Scans.input(run, "1", events));
        assertThat(prepared.context().repetitionTime()).isEqualTo(2.1);
        double[] wanted = standardized(IntStream.range(0, Scans.COUNT)
                .mapToDouble(scan -> meanOfLabel(1, scan, 4))
                .toArray());
        assertThat(prepared.series().value(0, 0, 3)).isCloseTo(wanted[7], within(1e-5));
        assertThat(prepared.series().value(1, 0, 3)).isCloseTo(wanted[15], within(1e-5));
        assertThat(prepared.series().onTask(0, 0) && prepared.series().onTask(0, 1))
                .isTrue();
        Path absurd = Scans.withRepetitionTime(Scans.run(file("ms.nii"), 1), 2000);
        assertRefused(absurd, atlas(), "ms.nii", "2000.0 s, which cannot be");
    }

    @Test
    void startTime_ofSidecar_isWhenScansAreTaken() throws IOException {
        Path run = Scans.run(file("sub-01_run-1_bold.nii"), 1);
        Files.writeString(file("sub-01_run-1_bold.json"), "{\"RepetitionTime\": 2.0, \"StartTime\": 1.0}");
        ImageRegions source = atlas();
        Preparation.Plan plan = new Preparation.Plan(
                source,
                Scans.Z,
                null,
                WindowPlan.blocks().withSliceTime(Double.NaN),
                Windows.GroupBy.RUN,
                null,
                Preparation.Constant.REFUSE,
                Map.of());
        List<Event> events = List.of(new Event(5, 4, "tap"), new Event(20.5, 4, "look"));
        Prepared prepared = Preparation.prepare(List.of(Scans.input(run, "1", events)), plan, Progress.NONE);
        // scan k is taken at 2 k + 1: scan 2 at 5 s, scan 10 at 21 s
        assertThat(prepared.context().sliceTime()).isEqualTo(0.5);
        assertThat(prepared.context().blocks().stream().map(Block::start)).containsExactly(0.0, 0.5);
        assertThat(prepared.context().secondsFromOnset(prepared.context().blocks(), 2))
                .containsExactly(0.25, 2.25);
    }

    /** An option replaces only the value that it names. */
    @Test
    void repetitionTimeOrSliceTime_thatIsSaid_leavesTheOtherToTheFiles() throws IOException {
        Path run = Scans.withRepetitionTime(Scans.run(file("sub-01_run-1_bold.nii"), 1), 1);
        Path json = file("sub-01_run-1_bold.json");
        Files.writeString(json, "{\"RepetitionTime\": 2000, \"StartTime\": 1.0}");
        assertThat(timed(run, Double.NaN, 2.0).sliceTime()).isEqualTo(0.5);
        assertThat(timed(run, 0.25, 2.0).sliceTime()).isEqualTo(0.25);
        Files.writeString(json, "{\"RepetitionTime\": 1, \"StartTime\": 70}");
        FmriContext context = timed(run, 0.5, null);
        assertThat(context.repetitionTime()).isEqualTo(1);
        assertThat(context.sliceTime()).isEqualTo(0.5);
    }

    private FmriContext timed(Path run, double sliceTime, @Nullable Double repetitionTime) throws IOException {
        Preparation.Plan plan = new Preparation.Plan(
                atlas(),
                Scans.Z,
                null,
                WindowPlan.blocks().withSliceTime(sliceTime),
                Windows.GroupBy.RUN,
                repetitionTime,
                Preparation.Constant.REFUSE,
                Map.of());
        List<Event> events = List.of(new Event(4, 4, "tap"), new Event(10, 4, "look"));
        return Preparation.prepare(List.of(Scans.input(run, "1", events)), plan, Progress.NONE)
                .context();
    }

    @Test
    void region_thatIsAbsentInOneRun_isZeroInAll() throws IOException {
        Path first = Scans.run(file("a.nii"), 1);
        Path flat = Scans.run(
                file("flat.nii"), 2, VoxelType.FLOAT32, (scan, v) -> labelOf(v) == 2 ? 5 : Scans.voxel(2, scan, v));
        Preparation.Plan plan = Scans.plan(atlas(), Preparation.Constant.ABSENT);
        Prepared prepared =
                Preparation.prepare(List.of(Scans.input(first, "1"), Scans.input(flat, "2")), plan, Progress.NONE);
        assertThat(prepared.context().regions().get(1).present()).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(prepared.series().value(i, 1, 1)).isZero();
        }
    }

    @Test
    void mask_withNoNumbersOutside_isRead() throws IOException {
        double[] values = new double[Scans.GRID.size()];
        Arrays.fill(values, Double.NaN);
        values[5] = 1;
        values[6] = 1;
        Path mask = file("mask.nii");
        NiftiWriter.write(mask, new Volume(Scans.GRID, values), VoxelType.FLOAT32);
        Path run = Scans.run(file("run.nii"), 1);
        assertThat(prepare(ImageRegions.voxels(mask, Scans.RULES), Scans.input(run, "1"))
                        .series()
                        .features())
                .isEqualTo(2);
        values[7] = 2;
        NiftiWriter.write(mask, new Volume(Scans.GRID, values), VoxelType.FLOAT32);
        assertThatThrownBy(() -> ImageRegions.voxels(mask, Scans.RULES))
                .hasMessageContaining("mask.nii: a mask must hold 0 and one other value");
    }

    @Test
    void runs_thatDiffer_areRefused() throws IOException {
        Path first = Scans.run(file("a.nii"), 1);
        Path slow = Scans.withRepetitionTime(Scans.run(file("slow.nii"), 2), 3);
        assertThatThrownBy(() -> prepare(atlas(), Scans.input(first, "1"), Scans.input(slow, "2")))
                .hasMessageContaining("slow.nii")
                .hasMessageContaining("repetition time 3.0 s, but the first run has 2.0 s");
        assertThatThrownBy(() -> prepare(atlas(), Scans.input(first, "1"), Scans.input(first, "1")))
                .hasMessageContaining("is run '1' of subject 'sub-01', and so is");
        assertThatThrownBy(() -> prepare(atlas(), Scans.input(first, "x_run-01"), Scans.input(first, "x_run-1")))
                .hasMessageContaining("is run 'x_run-1' of subject 'sub-01', and so is");
    }

    @Test
    void event_pastTheEnd_isRefused() throws IOException {
        Path run = Scans.run(file("run.nii"), 1);
        List<Event> late = List.of(new Event(4, 8, "tap"), new Event(36, 8, "look"));
        assertThatThrownBy(() -> prepare(atlas(), Scans.input(run, "1", late)))
                .hasMessageContaining("events.tsv, event 2, 'look' at 36 s: ends at 44 s, after the end of the run: "
                        + "20 scans of 2 s are 40 s");
    }

    @Test
    void confounds_areTakenOutAndMustHaveARowForEachScan() throws IOException {
        Path run = Scans.run(file("run.nii"), 1);
        StringBuilder table = new StringBuilder("drift\n");
        IntStream.range(0, Scans.COUNT)
                .forEach(scan -> table.append(meanOfLabel(1, scan, 1)).append('\n'));
        Path confounds = Files.writeString(file("confounds.tsv"), table);
        Preparation.Plan usual = Scans.plan(atlas());
        Preparation.Plan plan = new Preparation.Plan(
                usual.source(),
                usual.cleaning(),
                ConfoundSelection.of(List.of("drift")),
                usual.windows(),
                usual.groupBy(),
                null,
                usual.constant(),
                Map.of());
        Preparation.Input with = new Preparation.Input(run, "s", "r", Scans.EVENTS, Path.of("events.tsv"), confounds);
        Prepared prepared = Preparation.prepare(List.of(with), plan, Progress.NONE);
        assertThat(prepared.context().settings()).containsEntry("confound columns", "1 in each run: drift");
        SeriesSet set = prepared.series();
        double[] plain = standardized(IntStream.range(0, Scans.COUNT)
                .mapToDouble(scan -> meanOfLabel(1, scan, 2))
                .toArray());
        double[] drift = standardized(IntStream.range(0, Scans.COUNT)
                .mapToDouble(scan -> meanOfLabel(1, scan, 1))
                .toArray());
        double along =
                IntStream.range(0, 20).mapToDouble(t -> plain[t] * drift[t]).sum() / 19;
        double[] rest = IntStream.range(0, 20)
                .mapToDouble(t -> plain[t] - along * drift[t])
                .toArray();
        double deviation = Math.sqrt(Arrays.stream(rest).map(x -> x * x).sum() / 19);
        assertThat(set.value(0, 2, 1)).isCloseTo(rest[4] / deviation, within(1e-5));

        Files.writeString(confounds, "drift\n1\n2\n");
        assertThatThrownBy(() -> Preparation.prepare(List.of(with), plan, Progress.NONE))
                .hasMessageContaining("confounds.tsv: has 2 rows, but")
                .hasMessageContaining("has 20 scans");
        assertThatThrownBy(() -> Preparation.prepare(List.of(Scans.input(run, "r")), plan, Progress.NONE))
                .hasMessageContaining("has no file of confounds next to it");
    }
}

package io.unfade.fmri.simulate;

import io.unfade.fmri.image.Grid;
import io.unfade.fmri.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.function.IntFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SimulatedBrainTest {
    private static final long SEED = 5;

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 90, 360, SimulatedBrain.MOST_REGIONS})
    void brain_ofAnyNumber_hasEveryRegionOnItsSide(int regions) {
        SimulatedBrain brain = SimulatedBrain.of(regions);
        Grid grid = brain.labels().grid();
        int[] sizes = new int[regions + 1];
        for (int v = 0; v < grid.size(); v++) {
            int label = (int) brain.labels().values()[v];
            sizes[label]++;
            int[] at = grid.voxel(v);
            double x = grid.toWorld(at[0], at[1], at[2])[0];
            if (label > 0) {
                String side = x < 0 ? "L-" : "R-";
                assertThat(brain.regions().get(label - 1).name()).startsWith(side);
                assertThat(x).isNotZero();
            }
        }
        assertThat(brain.regions()).hasSize(regions).allSatisfy(region -> {
            assertThat(region.voxels()).isPositive().isEqualTo(sizes[region.label()]);
        });
    }

    @Test
    void brain_evenNumber_isMirrored() {
        SimulatedBrain brain = SimulatedBrain.of(90);
        Grid grid = brain.labels().grid();
        for (int v = 0; v < grid.size(); v++) {
            int[] at = grid.voxel(v);
            double label = brain.labels().values()[v];
            if (label > 0 && label <= 45) {
                int mirrored = grid.index(grid.extent(0) - 1 - at[0], at[1], at[2]);
                assertThat(brain.labels().values()[mirrored]).isEqualTo(label + 45);
            }
        }
    }

    @Test
    void brain_size_isThatOfTheEllipsoid() {
        SimulatedBrain brain = SimulatedBrain.of(360);
        int voxels = brain.regions().stream().mapToInt(Region::voxels).sum();
        // 4/3 pi 69 87 63 mm^3, minus the gap of 6 mm at the widest section, pi 87 63 6 mm^3
        double expected = (4.0 / 3 * 69 - 6) * Math.PI * 87 * 63 / 216;
        assertThat((double) voxels).isCloseTo(expected, within(0.02 * expected));
        assertThat(brain.labels().grid().toWorld(13, 16, 13)).containsExactly(0, -18, 6);
    }

    @Test
    void brain_regions_areCompact() {
        SimulatedBrain brain = SimulatedBrain.of(360);
        Grid grid = brain.labels().grid();
        double[][] sums = new double[361][4];
        double[] squares = new double[361];
        for (int v = 0; v < grid.size(); v++) {
            int label = (int) brain.labels().values()[v];
            int[] at = grid.voxel(v);
            for (int axis = 0; axis < 3; axis++) {
                sums[label][axis] += at[axis];
                squares[label] += at[axis] * at[axis];
            }
            sums[label][3]++;
        }
        double spread = 0;
        for (int label = 1; label <= 360; label++) {
            double n = sums[label][3];
            double centre = 0;
            for (int axis = 0; axis < 3; axis++) {
                centre += sums[label][axis] * sums[label][axis] / n;
            }
            spread += squares[label] - centre;
        }
        double voxels = brain.regions().stream().mapToInt(Region::voxels).sum();
        // a ball of 19 voxels has a mean squared radius of 3/5 (3/(4 pi) 19)^(2/3) = 1.66 voxels^2
        assertThat(spread / voxels).isBetween(1.2, 1.3 * 1.66);
    }

    @Test
    void background_isBrighterInside() {
        SimulatedBrain brain = SimulatedBrain.of(2);
        Grid grid = brain.background().grid();
        double[] values = brain.background().values();
        assertThat(values[grid.index(0, 0, 0)]).isLessThan(1);
        assertThat(values[grid.index(9, 16, 13)]).isBetween(700.0, 1000.0);
        assertThat(Arrays.stream(values).min().orElseThrow()).isNotNegative();
        assertThat(Arrays.stream(values).max().orElseThrow()).isLessThanOrEqualTo(1000);
    }

    @Test
    void volumes_ofRun_scatterAroundRegions() {
        TaskSimulation settings =
                TaskSimulation.defaults().withRegions(20).withDesign(new TaskDesign(2, 1, 1, 2, 20, 12));
        SimulatedRun run = settings.study(SEED).run(3, 0);
        SimulatedBrain brain = SimulatedBrain.of(20);
        IntFunction<double[]> volumes = brain.volumes(run, SEED);
        double[] volume = volumes.apply(7);
        double[] sums = new double[21];
        double squares = 0;
        int inside = 0;
        for (int v = 0; v < volume.length; v++) {
            int label = (int) brain.labels().values()[v];
            sums[label] += volume[v];
            if (label > 0) {
                double noise = volume[v] - run.series().values()[7][label - 1];
                squares += noise * noise;
                inside++;
            }
        }
        assertThat(sums[0]).isZero();
        for (Region region : brain.regions()) {
            // about 360 voxels of noise 100: four standard errors of the mean are 21
            assertThat(sums[region.label()] / region.voxels())
                    .isCloseTo(run.series().values()[7][region.label() - 1], within(30.0));
        }
        assertThat(Math.sqrt(squares / inside)).isCloseTo(100, within(3.0));
        assertThat(volumes.apply(7)).isEqualTo(volume);
        assertThat(volumes.apply(8)).isNotEqualTo(volume);
    }

    @Test
    void brain_numberOutOfRange_isRefused() {
        assertThatThrownBy(() -> SimulatedBrain.of(1))
                .hasMessage("a simulated brain has 2..1000 regions, but was asked for 1");
        assertThatThrownBy(() -> SimulatedBrain.of(4)
                        .volumes(
                                TaskSimulation.defaults()
                                        .withRegions(20)
                                        .study(0)
                                        .run(0, 0),
                                0))
                .hasMessageContaining("a run on this brain needs 4 values, but has 20");
    }
}

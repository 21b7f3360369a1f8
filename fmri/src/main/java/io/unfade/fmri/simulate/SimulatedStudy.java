package io.unfade.fmri.simulate;

import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionSeries;
import io.unfade.math.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A simulated study: the regions and interval that each class activates, and the runs.
 *
 * <p>The value of a region r of class c at scan k of a run is
 *
 * <pre>{@code
 * baseline (1 + (effect * amplitude * response_c(k TR) + noise_k + drift_k) / 100)
 * }</pre>
 *
 * with a baseline from N(10000, 300^2) and an amplitude from N(1, jitter^2), at least 0, for each subject and region.
 * Regions of no class have only noise and drift.
 *
 * <p>A run depends on the settings, the seed, its subject and its number, not on the runs made before. Identical on
 * every machine. Immutable; a run costs O(scans (regions + blocks K)).
 */
public final class SimulatedStudy {
    private static final double BASELINE = 10_000;
    private static final double BASELINE_DEVIATION = 300;
    private static final double PERCENT = 0.01;
    private static final double HALF = 0.5;

    /** Random streams of the seed. */
    private static final int REGIONS = 0;

    private static final int BASELINES = 1;
    private static final int AMPLITUDES = 2;
    private static final int ORDER = 3;
    private static final int NOISE = 4;

    private final TaskSimulation settings;
    private final long seed;
    private final int[] classOfRegion;
    private final List<Region> regions;
    private final List<ClassResponse> responses;

    SimulatedStudy(TaskSimulation settings, long seed) {
        this.settings = settings;
        this.seed = seed;
        classOfRegion = drawRegions();
        regions = RegionNames.regions(settings.regions());
        responses = IntStream.range(0, settings.design().classes())
                .mapToObj(label -> new ClassResponse(label, settings.design()))
                .toList();
    }

    private int[] drawRegions() {
        List<Integer> order = shuffled(settings.regions(), stream(REGIONS));
        int[] classes = new int[settings.regions()];
        Arrays.fill(classes, -1);
        int each = settings.activeRegions();
        for (int i = 0; i < each * settings.design().classes(); i++) {
            classes[order.get(i)] = i / each;
        }
        return classes;
    }

    /** {@return the settings of the study} */
    public TaskSimulation settings() {
        return settings;
    }

    /** {@return the regions, left hemisphere first, as in {@link SimulatedBrain}; numbers of voxels are unknown} */
    public List<Region> regions() {
        return regions;
    }

    /** {@return whether a class activates a region} */
    public boolean activates(int label, int region) {
        Objects.checkIndex(label, settings.design().classes());
        return classOfRegion[region] == label;
    }

    /** {@return the part of the block in which a class activates its regions} */
    public Interval interval(int label) {
        Objects.checkIndex(label, settings.design().classes());
        return Interval.ofClass(label);
    }

    /** {@return all runs, by subject} */
    public List<SimulatedRun> runs() {
        List<SimulatedRun> runs = new ArrayList<>();
        for (int subject = 0; subject < settings.subjects(); subject++) {
            for (int run = 0; run < settings.design().runs(); run++) {
                runs.add(run(subject, run));
            }
        }
        return runs;
    }

    /**
     * {@return one run}
     *
     * @param subject 0..subjects-1
     * @param run 0..runs-1
     */
    public SimulatedRun run(int subject, int run) {
        Objects.checkIndex(subject, settings.subjects());
        Objects.checkIndex(run, settings.design().runs());
        List<SimulatedBlock> blocks = drawBlocks(stream(ORDER, subject, run));
        double[][] clean = responses(blocks);
        double[][] values = new double[clean.length][settings.regions()];
        boolean[][] reference = new boolean[clean.length][settings.regions()];
        for (int r = 0; r < settings.regions(); r++) {
            int label = classOfRegion[r];
            double strength = settings.signal().effect() * amplitude(subject, r);
            double base = BASELINE
                    + BASELINE_DEVIATION * stream(BASELINES, subject, r).nextGaussian();
            double[] noise = RunNoise.draw(
                    stream(NOISE, subject, run, r),
                    clean.length,
                    settings.signal().drift());
            for (int k = 0; k < clean.length; k++) {
                double response = label < 0 ? 0 : clean[k][label];
                values[k][r] = base * (1 + PERCENT * (strength * response + noise[k]));
                reference[k][r] = response > HALF;
            }
        }
        RegionSeries series =
                new RegionSeries(values, regions, settings.design().repetitionTime());
        return new SimulatedRun(subject, run, series, blocks, reference);
    }

    private double amplitude(int subject, int region) {
        return Math.max(
                0,
                1
                        + settings.signal().jitter()
                                * stream(AMPLITUDES, subject, region).nextGaussian());
    }

    private List<SimulatedBlock> drawBlocks(Random random) {
        TaskDesign design = settings.design();
        List<Integer> order = shuffled(design.blocksOfRun(), random);
        List<SimulatedBlock> blocks = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int label = order.get(i) % design.classes();
            blocks.add(new SimulatedBlock(design.onset(i), design.blockSeconds(), label, TaskDesign.className(label)));
        }
        return blocks;
    }

    /** {@return the responses (scan, class) without noise at amplitude 1} */
    private double[][] responses(List<SimulatedBlock> blocks) {
        double[][] values = new double[settings.design().scans()][responses.size()];
        for (int k = 0; k < values.length; k++) {
            for (int label = 0; label < responses.size(); label++) {
                values[k][label] = responses.get(label).at(k * settings.design().repetitionTime(), blocks);
            }
        }
        return values;
    }

    private Random stream(long... path) {
        return new Random(Seeds.derive(seed, path));
    }

    private static List<Integer> shuffled(int size, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }
}

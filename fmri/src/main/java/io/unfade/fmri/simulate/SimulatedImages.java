package io.unfade.fmri.simulate;

import io.unfade.check.AtomicFile;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.region.Region;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes simulated runs as images with BIDS names: {@code atlas.nii.gz}, {@code atlas.tsv}, {@code background.nii.gz},
 * and a folder per subject with an image, an events file and a sidecar for each run. Voxels are 16-bit integers. Output
 * is reproducible byte by byte.
 */
public final class SimulatedImages {
    private static final String TASK = "_task-sim_";
    private static final String EVENTS = "events.tsv";

    private final SimulatedBrain brain;
    private final Path folder;
    private final long seed;

    /**
     * Creates the writer; nothing is written yet.
     *
     * @param brain with the same number of regions as the runs
     * @param folder to write to; must exist
     * @param seed of the noise of voxels
     */
    public SimulatedImages(SimulatedBrain brain, Path folder, long seed) {
        this.brain = brain;
        this.folder = folder;
        this.seed = seed;
    }

    /**
     * Removes the events of runs about to be written, so that after a failure no earlier run is mistaken for one of
     * them.
     *
     * @throws IOException if a file cannot be removed
     */
    public void withdraw(List<SimulatedRun> runs) throws IOException {
        for (SimulatedRun run : runs) {
            Files.deleteIfExists(folder.resolve(stem(run) + EVENTS));
        }
    }

    /**
     * Writes the atlas, the names of its regions, and the background image.
     *
     * @throws IOException if writing fails
     */
    public void writeAtlas() throws IOException {
        NiftiWriter.write(folder.resolve("atlas.nii.gz"), brain.labels(), VoxelType.INT16);
        Volume background = brain.background();
        NiftiWriter.write(
                folder.resolve("background.nii.gz"),
                new Volume(background.grid(), rounded(background.values())),
                VoxelType.INT16);
        StringBuilder names = new StringBuilder("index\tname\n");
        for (Region region : brain.regions()) {
            names.append(region.label()).append('\t').append(region.name()).append('\n');
        }
        writeText("atlas.tsv", names.toString());
    }

    /**
     * Writes one run.
     *
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the numbers of regions differ, or a value exceeds 16 bits
     */
    public void writeRun(SimulatedRun run) throws IOException {
        String subject = SimulatedRun.subjectName(run.subject());
        String stem = stem(run);
        Files.createDirectories(folder.resolve(subject).resolve("func"));
        IntFunction<double[]> volumes = brain.volumes(run, seed);
        double repetitionTime = run.series().repetitionTime();
        NiftiWriter.write(
                folder.resolve(stem + "bold.nii.gz"),
                brain.labels().grid(),
                VoxelType.INT16,
                run.series().scans(),
                repetitionTime,
                scan -> rounded(volumes.apply(scan)));
        writeText(stem + "bold.json", "{\"RepetitionTime\": " + repetitionTime + ", \"TaskName\": \"sim\"}\n");
        StringBuilder events = new StringBuilder("onset\tduration\ttrial_type\n");
        for (SimulatedBlock block : run.blocks()) {
            events.append(block.onset()).append('\t').append(block.duration());
            events.append('\t').append(block.trialType()).append('\n');
        }
        writeText(stem + EVENTS, events.toString());
    }

    private static String stem(SimulatedRun run) {
        String subject = SimulatedRun.subjectName(run.subject());
        return subject + "/func/" + subject + TASK + SimulatedRun.runName(run.run()) + "_";
    }

    private void writeText(String name, String text) throws IOException {
        AtomicFile.write(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(Math::rint).toArray();
    }
}

package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.fmri.cifti.CiftiSeries;
import io.unfade.fmri.cifti.DenseLabels;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.region.LookUpTable;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A damaged file is read or rejected with a line that names it; nothing else is thrown. */
class DamagedFilesTest {
    private static final int TIMES = 150;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);

    private Path series;

    /** Reads a file. */
    @FunctionalInterface
    private interface Reading {
        void of(Path file) throws IOException;
    }

    @BeforeEach
    void prepare() throws IOException {
        series = folder.resolve("set.npz");
        Path run = Scans.run(folder.resolve("run.nii"), 1);
        ImageRegions atlas = ImageRegions.atlas(Scans.atlas(folder), label -> "r" + label, null, Scans.RULES);
        Preparation.prepare(List.of(Scans.input(run, "1")), Scans.plan(atlas), Progress.NONE)
                .write(series);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(Objects.requireNonNull(DamagedFilesTest.class.getResource("../cifti/" + name))
                .toURI());
    }

    private byte[] damaged(byte[] good) {
        byte[] bytes = random.nextInt(5) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
        int changes = bytes.length == 0 ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // most relevant bytes are in the first half kilobyte
            int room = random.nextBoolean() ? Math.min(bytes.length, 552) : bytes.length;
            bytes[random.nextInt(room)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : ' ' + random.nextInt(95));
        }
        return bytes;
    }

    private void survives(Path file, byte[] good, Reading reading) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            Files.write(file, damaged(good));
            try {
                reading.of(file);
            } catch (MalformedFileException | NoSuchFileException e) {
                assertThat(e.getMessage()).contains(folder.toString()).doesNotContain("\n");
            }
        }
        Files.write(file, good);
    }

    private void readSet(Path ignored) throws IOException {
        FmriContext.readFor(series);
        NiftiImage.open(Prepared.atlasOf(series)).readVolume();
    }

    @Test
    void preparedSet() throws IOException {
        for (Path file : List.of(FmriContext.beside(series), Prepared.atlasOf(series), series)) {
            survives(file, Files.readAllBytes(file), this::readSet);
        }
        // without the hashes
        Path context = FmriContext.beside(series);
        Files.writeString(context, Files.readString(context).replaceFirst(",\\s*\"parts\" : \\{[^}]*\\}", ""));
        survives(Prepared.atlasOf(series), Files.readAllBytes(Prepared.atlasOf(series)), this::readSet);
    }

    @Test
    void images() throws IOException {
        Path run = folder.resolve("run.nii");
        survives(run, Files.readAllBytes(run), file -> NiftiImage.open(file).forEachVolume((index, values) -> {}));
        byte[] packed = Files.readAllBytes(Prepared.backgroundOf(series));
        survives(
                folder.resolve("x.nii.gz"),
                packed,
                file -> NiftiImage.open(file).readVolume());
    }

    @Test
    void cifti() throws Exception {
        Path labels = resource("labels.dlabel.nii");
        survives(
                folder.resolve("p.ptseries.nii"),
                Files.readAllBytes(resource("parcels.ptseries.nii")),
                file -> CiftiSeries.readParcels(file, NonFinite.ZERO));
        survives(
                folder.resolve("d.dtseries.nii"),
                Files.readAllBytes(resource("dense.dtseries.nii")),
                file -> CiftiSeries.readDense(file, DenseLabels.of(labels), Reduction.MEAN, NonFinite.ZERO));
        Path dense = resource("dense.dtseries.nii");
        survives(
                folder.resolve("l.dlabel.nii"),
                Files.readAllBytes(labels),
                file -> CiftiSeries.readDense(dense, DenseLabels.of(file), Reduction.MEAN, NonFinite.ZERO));
    }

    @Test
    void tables() throws IOException {
        byte[] lut = "# a\n1 Insula 1 2 3 4\n2\tArea 44\n17, x\n".getBytes(StandardCharsets.UTF_8);
        survives(folder.resolve("lut.txt"), lut, LookUpTable::read);
        byte[] names = "index\tname\n1\tInsula\n2\tArea 44\n".getBytes(StandardCharsets.UTF_8);
        survives(folder.resolve("lut.tsv"), names, LookUpTable::read);
        byte[] run = "a\tb\tc\n1\t2\tn/a\n3\t4\tn/a\n".getBytes(StandardCharsets.UTF_8);
        survives(folder.resolve("run.tsv"), run, new TableRegions(NonFinite.REFUSE)::read);
        byte[] runs = "bold\tevents\nx.nii\ty.tsv\n".getBytes(StandardCharsets.UTF_8);
        survives(folder.resolve("runs.tsv"), runs, new RunList("trial_type", List.of())::of);
    }
}

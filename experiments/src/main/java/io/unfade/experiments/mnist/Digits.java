package io.unfade.experiments.mnist;

import io.unfade.check.FileStamp;
import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.vanishing.Fading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MNIST digits as series of pixels from 0 to 255, with one image axis as time. Immutable.
 *
 * @param data the training and test digits
 * @param timeAxis which axis is time
 * @param files the source files, images before labels and training before test
 * @param sha256 of the files
 */
record Digits(TrainTestSplit data, TimeAxis timeAxis, List<FileStamp> files, String sha256) {
    /** The usual mean and standard deviation of all pixels of the original training set, where 1 is the brightest. */
    static final double MEAN = 0.1307;

    static final double SCALE = 0.3081;

    /** Pixels above this are ink. */
    static final int BLANK = 0;

    private static final int BRIGHTEST = 255;
    private static final int TEST_PART = 5;

    /**
     * {@return the digits of a folder: the original training and test set if it has both, else the first four fifths of the
     * test set for training and the rest for testing}
     *
     * @throws MalformedFileException if files are missing, or the content of one does not fit its name
     */
    static Digits read(Path folder, TimeAxis timeAxis) throws IOException {
        boolean both = Files.exists(find(folder, images("train"))) || Files.exists(find(folder, labels("train")));
        List<Path> files = Stream.concat(both ? Stream.of("train") : Stream.empty(), Stream.of("t10k"))
                .flatMap(part -> Stream.of(images(part), labels(part)))
                .map(name -> find(folder, name))
                .toList();
        check(folder, files);
        List<FileStamp> stamps = FileStamp.ofEach(files);
        FileStamp all = FileStamp.of(files.toArray(Path[]::new));
        List<SeriesSet> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 2) {
            ReadOptions options = ReadOptions.defaults().withTimeAxis(timeAxis).withLabels(files.get(i + 1));
            parts.add(SeriesFiles.read(files.get(i), options));
        }
        TrainTestSplit data =
                both ? together(parts.get(0), parts.get(1), files.get(2)) : divided(parts.get(0), files.get(0));
        return new Digits(data, timeAxis, stamps, all.sha256());
    }

    private static String images(String part) {
        return part + "-images-idx3-ubyte";
    }

    private static String labels(String part) {
        return part + "-labels-idx1-ubyte";
    }

    /** {@return the plain or compressed file; the plain one if neither exists} */
    private static Path find(Path folder, String name) {
        Path packed = folder.resolve(name + ".gz");
        Path plain = folder.resolve(name);
        return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
    }

    private static void check(Path folder, List<Path> files) throws MalformedFileException {
        List<String> missing = files.stream()
                .filter(file -> !Files.exists(file))
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
        if (!missing.isEmpty()) {
            throw new MalformedFileException(
                    folder,
                    "",
                    "has no " + String.join(" and no ", missing) + " (or the same with .gz), but must have "
                            + images("t10k") + " and " + labels("t10k")
                            + ", and for the original training set also train-...");
        }
    }

    private static TrainTestSplit together(SeriesSet training, SeriesSet test, Path file)
            throws MalformedFileException {
        if (training.steps() != test.steps() || training.features() != test.features()) {
            throw new MalformedFileException(
                    file,
                    "",
                    String.format(
                            Locale.ROOT,
                            "has series of %d x %d, but those to train with are %d x %d",
                            test.steps(),
                            test.features(),
                            training.steps(),
                            training.features()));
        }
        return new TrainTestSplit(training, test.withClassNames(training.classNames()));
    }

    private static TrainTestSplit divided(SeriesSet all, Path file) throws MalformedFileException {
        if (all.count() < TEST_PART) {
            throw new MalformedFileException(
                    file, "", "has " + all.count() + " digits, but must have at least " + TEST_PART);
        }
        int training = all.count() - all.count() / TEST_PART;
        return new TrainTestSplit(range(all, 0, training), range(all, training, all.count()));
    }

    private static SeriesSet range(SeriesSet set, int from, int to) {
        return set.select(IntStream.range(from, Math.min(to, set.count())).toArray());
    }

    /** {@return up to so many of the first training and test digits} */
    Digits first(int training, int test) {
        return new Digits(
                new TrainTestSplit(range(data.training(), 0, training), range(data.test(), 0, test)),
                timeAxis,
                files,
                sha256);
    }

    /** {@return a standardizer with one scale for all cells, since border cells never vary} */
    static Standardizer standardizer(int features) {
        double[] mean = new double[features];
        double[] scale = new double[features];
        Arrays.fill(mean, MEAN * BRIGHTEST);
        Arrays.fill(scale, SCALE * BRIGHTEST);
        return Standardizer.perFeature(mean, scale);
    }

    SeriesSet test() {
        return data.test();
    }

    /** {@return T} */
    int steps() {
        return test().steps();
    }

    /** {@return the pixels of a test digit, row-major {@code (T, C)}} */
    double[] pixels(int series) {
        double[] pixels = new double[steps() * test().features()];
        test().copySeries(series, pixels, 0);
        return pixels;
    }

    /** {@return whether each cell of a test digit is ink} */
    boolean[] ink(int series) {
        double[] pixels = pixels(series);
        boolean[] ink = new boolean[pixels.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = pixels[i] > BLANK;
        }
        return ink;
    }

    /** {@return the mean share of ink cells per test digit, 0..1} */
    double inkShare() {
        return IntStream.range(0, test().count())
                .mapToDouble(i -> Arrays.stream(inkCells(i)).average().orElse(0))
                .average()
                .orElse(Double.NaN);
    }

    /** {@return the distribution over time of the test digits' ink} */
    Fading inkOverTime() {
        return Fading.of(IntStream.range(0, test().count())
                .mapToObj(i -> Fading.stepMass(inkCells(i), steps(), test().features()))
                .toList());
    }

    private double[] inkCells(int series) {
        return Arrays.stream(pixels(series)).map(pixel -> pixel > BLANK ? 1 : 0).toArray();
    }

    /** {@return the first test digit of each class that occurs, by class} */
    List<Integer> firstOfEachClass() {
        return IntStream.range(0, test().classCount())
                .mapToObj(this::firstOf)
                .flatMapToInt(OptionalInt::stream)
                .boxed()
                .toList();
    }

    private OptionalInt firstOf(int label) {
        return IntStream.range(0, test().count())
                .filter(i -> test().label(i) == label)
                .findFirst();
    }
}

package io.unfade.data.synth;

import io.unfade.check.Keyed;
import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The data of the benchmark for saliency of time series: T = 50 steps of C = 50 features that follow a process with
 * noise, and a box of cells to which +1 or -1 is added. 10 types of boxes and 7 processes make 70 data sets. The
 * benchmark uses 1000 training and 100 test series.
 *
 * <p>The times of a series are irregular and shared by its features: of 100 evenly spaced times from 0 to 20, 50 are
 * kept at random, shifted by N(0, 0.2^2) and sorted. They are not part of the series: a model sees steps.
 *
 * <p>The reference mask marks the cells of the box. The class, the box, the process and the noise of a series are drawn in
 * this order, so that with one seed the classes and boxes of a type are the same for all processes.
 *
 * <p>Differs from the benchmark: seeded. Where the benchmark replaces the cells of the box by N(y, 1), y is added to
 * N(0, 1), which is equivalent.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi, "Benchmarking Deep Learning Interpretability in Time Series
 *       Predictions", NeurIPS 2020, arXiv 2010.13924; sizes and settings as in the authors' released code
 *   <li>J. R. Maat, A. Malali, P. Protopapas, "TimeSynth: a multipurpose library for synthetic time series generation in
 *       Python", 2017; the processes
 *   <li>A. F. Atiya, A. G. Parlos, "New results on recurrent network training: unifying the algorithms and accelerating
 *       convergence", IEEE Transactions on Neural Networks 11(3), 2000; the nonlinear moving average
 * </ol>
 *
 * @param type position of the box, and how it carries the class
 * @param process of the features
 * @param variant the process as published, or corrected
 */
public record ProcessData(BoxType type, TimeProcess process, Variant variant) implements SyntheticData {
    /** The prefix of all names, used by no other data set. */
    public static final String PREFIX = "ts-";

    /** The form of names. */
    public static final String PATTERN = PREFIX + "TYPE-PROCESS";

    static final int STEPS = 50;
    static final int FEATURES = 50;

    /** The form of a process. */
    public enum Variant implements Keyed {
        /** As in the benchmark, with its faults. */
        PUBLISHED,
        /** As its name implies; only for processes with faults. */
        CORRECTED;
    }

    /**
     * Checks that there is such a form.
     *
     * @throws IllegalArgumentException if the process has no corrected form
     */
    public ProcessData {
        Require.argument(
                variant == Variant.PUBLISHED || process.hasCorrected(),
                "the process %s has no corrected form; only %s have",
                process.key(),
                Arrays.stream(TimeProcess.values())
                        .filter(TimeProcess::hasCorrected)
                        .map(TimeProcess::key)
                        .collect(Collectors.joining(", ")));
    }

    /**
     * {@return the data set of this name}
     *
     * @param name such as {@code ts-rare-time-gaussian-process}
     * @throws IllegalArgumentException if there is none, or the process has no such form
     */
    public static ProcessData named(String name, Variant variant) {
        for (BoxType type : BoxType.values()) {
            for (TimeProcess process : TimeProcess.values()) {
                if (name.equals(name(type, process))) {
                    return new ProcessData(type, process, variant);
                }
            }
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "there is no data set '%s'; names are %s with TYPE one of %s and PROCESS one of %s%s",
                name,
                PATTERN,
                Arrays.stream(BoxType.values()).map(BoxType::key).collect(Collectors.joining(", ")),
                Arrays.stream(TimeProcess.values()).map(TimeProcess::key).collect(Collectors.joining(", ")),
                NearestWord.clause(name, names())));
    }

    /** {@return the names of all data sets, without their variants} */
    public static List<String> names() {
        return Arrays.stream(BoxType.values())
                .flatMap(type -> Arrays.stream(TimeProcess.values()).map(process -> name(type, process)))
                .toList();
    }

    private static String name(BoxType type, TimeProcess process) {
        return PREFIX + type.key() + "-" + process.key();
    }

    /** {@return the name without the variant} */
    @Override
    public String name() {
        return name(type, process);
    }

    @Override
    public int steps() {
        return STEPS;
    }

    @Override
    public int features() {
        return FEATURES;
    }

    @Override
    public List<String> classNames() {
        return type.classNames();
    }

    @Override
    public SeriesSet generate(int count, long seed) {
        SeriesSource source = this::draw;
        return source.draw(this, count, seed);
    }

    private int draw(Random random, float[] cells, byte[] mask) {
        int label = random.nextInt(2);
        int sign = type.sign(label);
        type.draw(random, label).mark(mask, FEATURES);
        Signal signal = process.signal(variant, times(random));
        double[] values = new double[STEPS];
        for (int feature = 0; feature < FEATURES; feature++) {
            signal.draw(random, values);
            for (int step = 0; step < STEPS; step++) {
                int cell = step * FEATURES + feature;
                double noise = process.noise() * random.nextGaussian();
                cells[cell] = (float) (values[step] + noise + sign * mask[cell]);
            }
        }
        return label;
    }

    /** {@return the times of one series} */
    static double[] times(Random random) {
        int points = 2 * STEPS;
        double end = 20;
        double deviation = end / points;
        double[] times = new double[STEPS];
        int kept = 0;
        for (int point = 0; point < points; point++) {
            if (random.nextInt(points - point) < STEPS - kept) {
                times[kept++] = point * end / (points - 1);
            }
        }
        for (int step = 0; step < STEPS; step++) {
            times[step] += deviation * random.nextGaussian();
        }
        Arrays.sort(times);
        return times;
    }
}

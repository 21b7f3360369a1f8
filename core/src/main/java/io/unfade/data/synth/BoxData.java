package io.unfade.data.synth;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The paper's synthetic data: white noise of T = 100 steps and C = 100 features in which one box of cells, or three,
 * carries the class.
 *
 * <p>Every cell is drawn from N(0, 1); the cells of the boxes are drawn from N(y, 1), with y = +1 (class 0, "positive")
 * or y = -1 (class 1, "negative"), each with probability 1/2. All boxes of a series have the same sign. Where a data set
 * has several layouts, each series has one of them, drawn uniformly. The reference mask marks the cells of the boxes.
 *
 * <p>Series i depends on the seed and on i alone, not on how many are generated. The same numbers on every platform.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019, section on synthetic data; coordinates and order of the
 *       classes as in the authors' released code
 * </ol>
 *
 * @param name the name used in files and options
 * @param layouts what a series may look like: each a list of boxes
 */
public record BoxData(String name, List<List<Box>> layouts) {
    /** The name of the data set whose box starts where it is told, see {@link #movingBox}. */
    public static final String MOVING_BOX = "moving-box";

    /** T, the steps of every series. */
    public static final int STEPS = 100;

    /** C, the features of every series. */
    public static final int FEATURES = 100;

    private static final int MOVING_BOX_STEPS = 60;
    private static final int LATEST_START = STEPS - MOVING_BOX_STEPS;

    private static final List<BoxData> TABLE = List.of(
            new BoxData("earlier-box", List.of(List.of(new Box(0, 30, 10, 90)))),
            new BoxData("middle-box", List.of(List.of(new Box(20, 80, 20, 80)))),
            new BoxData("latter-box", List.of(List.of(new Box(70, 100, 10, 90)))),
            new BoxData(
                    "mixed-boxes",
                    List.of(
                            List.of(new Box(5, 65, 5, 65)),
                            List.of(new Box(5, 65, 35, 95)),
                            List.of(new Box(5, 65, 20, 80)),
                            List.of(new Box(35, 95, 5, 65)),
                            List.of(new Box(35, 95, 35, 95)),
                            List.of(new Box(35, 95, 20, 80)),
                            List.of(new Box(20, 80, 20, 80)))),
            new BoxData(
                    "three-earlier-boxes",
                    List.of(List.of(new Box(0, 40, 0, 30), new Box(0, 40, 35, 65), new Box(0, 40, 70, 100)))),
            new BoxData(
                    "three-middle-boxes",
                    List.of(List.of(new Box(25, 65, 0, 30), new Box(25, 65, 35, 65), new Box(25, 65, 70, 100)))));

    /**
     * A block of informative cells; ends are exclusive.
     *
     * @param startStep first step, 0..99
     * @param endStep step behind the last, 1..100
     * @param startFeature first feature, 0..99
     * @param endFeature feature behind the last, 1..100
     */
    public record Box(int startStep, int endStep, int startFeature, int endFeature) {
        /**
         * Checks the coordinates.
         *
         * @throws IllegalArgumentException if the box is empty or not inside the series
         */
        public Box {
            Require.argument(
                    0 <= startStep && startStep < endStep && endStep <= STEPS,
                    "steps of a box must be within 0..%d, but were %d..%d",
                    STEPS,
                    startStep,
                    endStep);
            Require.argument(
                    0 <= startFeature && startFeature < endFeature && endFeature <= FEATURES,
                    "features of a box must be within 0..%d, but were %d..%d",
                    FEATURES,
                    startFeature,
                    endFeature);
        }
    }

    /**
     * A training and a test set that share no random stream.
     *
     * @param training what a model learns from
     * @param test what it is judged by
     */
    public record TrainTest(SeriesSet training, SeriesSet test) {}

    /**
     * Checks the layouts.
     *
     * @throws IllegalArgumentException if there is no layout or one has no box
     */
    public BoxData {
        layouts = layouts.stream().map(List::copyOf).toList();
        Require.argument(
                !layouts.isEmpty() && layouts.stream().noneMatch(List::isEmpty),
                "data set '%s' needs at least one layout of at least one box",
                name);
    }

    /** {@return the names of all data sets, the moving box last} */
    public static List<String> names() {
        return Stream.concat(TABLE.stream().map(BoxData::name), Stream.of(MOVING_BOX))
                .toList();
    }

    /**
     * {@return the data set of this name}
     *
     * @param name one of {@link #names} but {@link #MOVING_BOX}
     * @throws IllegalArgumentException if there is none, or it needs a start
     */
    public static BoxData named(String name) {
        Require.argument(
                !name.equals(MOVING_BOX), "data set '%s' needs the start of its box, 0..%d", name, LATEST_START);
        return TABLE.stream()
                .filter(data -> data.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        String.format("there is no data set '%s'; there are %s", name, names())));
    }

    /**
     * {@return the data set with one box of 60 steps, features 20 to 80, that starts where it is told}
     *
     * @param start first step of the box, 0..40; the paper's poster uses 0, 10, 20, 30, 40
     * @throws IllegalArgumentException if the start is out of range
     */
    public static BoxData movingBox(int start) {
        Require.argument(
                start >= 0 && start <= LATEST_START,
                "the box must start at a step in 0..%d, but was told to start at %d",
                LATEST_START,
                start);
        return new BoxData(MOVING_BOX, List.of(List.of(new Box(start, start + MOVING_BOX_STEPS, 20, 80))));
    }

    /**
     * {@return a training and a test set, from streams 0 and 1 of the seed}
     *
     * @param trainingCount series to train with, at least 1; the paper uses 1000
     * @param testCount series to test with, at least 1; the paper uses 300
     * @param seed seed of both
     * @throws IllegalArgumentException if a count is below 1 or too large for one set
     */
    public TrainTest generate(int trainingCount, int testCount, long seed) {
        return new TrainTest(
                generate(trainingCount, Seeds.derive(seed, 0)), generate(testCount, Seeds.derive(seed, 1)));
    }

    /**
     * {@return generated series {@code (count, 100, 100)} in single precision, with labels and reference}
     *
     * @param count at least 1
     * @param seed seed of the whole set
     * @throws IllegalArgumentException if the count is below 1 or too large for one set
     */
    public SeriesSet generate(int count, long seed) {
        SeriesSet.Builder builder = SeriesSet.builder(Precision.SINGLE, count, STEPS, FEATURES);
        List<byte[]> masks = layouts.stream().map(BoxData::mask).toList();
        byte[] reference = new byte[count * STEPS * FEATURES];
        int[] labels = new int[count];
        float[] cells = new float[STEPS * FEATURES];
        for (int i = 0; i < count; i++) {
            Random random = new Random(Seeds.derive(seed, i));
            byte[] mask = masks.get(random.nextInt(masks.size()));
            labels[i] = random.nextInt(2);
            int sign = 1 - 2 * labels[i];
            for (int cell = 0; cell < mask.length; cell++) {
                cells[cell] = (float) (random.nextGaussian() + sign * mask[cell]);
            }
            builder.cells(i * cells.length, FloatBuffer.wrap(cells));
            System.arraycopy(mask, 0, reference, i * mask.length, mask.length);
        }
        return builder.labels(labels, List.of("positive", "negative"))
                .reference(reference)
                .build();
    }

    private static byte[] mask(List<Box> boxes) {
        byte[] mask = new byte[STEPS * FEATURES];
        for (Box box : boxes) {
            for (int step = box.startStep; step < box.endStep; step++) {
                Arrays.fill(mask, step * FEATURES + box.startFeature, step * FEATURES + box.endFeature, (byte) 1);
            }
        }
        return mask;
    }
}

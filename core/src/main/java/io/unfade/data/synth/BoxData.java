package io.unfade.data.synth;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Noise in which one or several boxes of cells carry the class. Data sets with names have T = 100 steps of C = 100
 * features: the paper's, with 1000 training and 300 test series, and others that say more of what a map shows; {@link
 * #ofSize} makes further ones.
 *
 * <p>Every cell is drawn from N(0, 1); the cells of the boxes are drawn from N(y, 1), with y = +1 (class 0, "positive")
 * or y = -1 (class 1, "negative"), each with probability 1/2. All boxes of a series have the same sign. If a data set
 * has several layouts, each series has one, drawn uniformly. The reference mask marks the cells of the boxes.
 *
 * <p>The sets that are not the paper's:
 *
 * <ul>
 *   <li>{@code small-box}: 10 x 10 cells.
 *   <li>{@code roving-box-60}, {@code roving-box-30}: a box of that many steps and features, anywhere in each series. The
 *       larger one always holds the 20 x 20 cells in the middle; of the smaller one no cell differs between the classes in
 *       all series.
 *   <li>{@code distractor-earlier-box}, {@code distractor-middle-box}: the paper's, with a second box whose sign does not
 *       depend on the class. It is as visible as the first, and only a model knows which of them counts. Its cells are
 *       the distractors.
 *   <li>{@code product-boxes}: two boxes, each with a sign of its own; the class is their product, so that no cell says
 *       anything without one of the other box. The reference has both.
 *   <li>{@code correlated-box}: the paper's middle box in noise that is correlated over steps (0.7) and features (0.5).
 * </ul>
 *
 * <p>A shift scales the means of all boxes. After the layout and the class, the signs of boxes that have their own are
 * drawn, and then the noise.
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
 * @param steps T, the steps of every series
 * @param features C, the features of every series
 * @param layouts the possible layouts of a series, each a list of boxes
 * @param shift what the mean of the cells of a box is, but for its sign; above 0, at most 1000
 * @param noise how the noise is correlated
 */
public record BoxData(
        String name, int steps, int features, List<List<Box>> layouts, double shift, NoiseCorrelation noise)
        implements SyntheticData {
    /** The name of the data set with a given start of its box, see {@link #movingBox}. */
    public static final String MOVING_BOX = "moving-box";

    /** The shift of the paper's data. */
    public static final double USUAL_SHIFT = 1;

    /** The largest shift. */
    public static final double LARGEST_SHIFT = 1000;

    static final List<String> CLASS_NAMES = List.of("positive", "negative");

    private static final int MOVING_BOX_STEPS = 60;
    private static final int LATEST_START = NamedBoxes.STEPS - MOVING_BOX_STEPS;

    /**
     * Checks the layouts and the shift.
     *
     * @throws IllegalArgumentException if there is no layout, one has no informative box, a box is not inside the series,
     *     a box with a sign of its own overlaps another, the class is both the sign of boxes and a product, or the shift
     *     is out of range
     */
    public BoxData {
        layouts = layouts.stream().map(List::copyOf).toList();
        Require.argument(
                !layouts.isEmpty() && layouts.stream().noneMatch(List::isEmpty),
                "data set '%s' needs at least one layout of at least one box",
                name);
        layouts.forEach(boxes -> boxes.forEach(box -> box.checkInside(steps, features)));
        layouts.forEach(boxes -> checkSigns(name, boxes));
        checkShift(shift);
    }

    static void checkShift(double shift) {
        Require.argument(
                shift > 0 && shift <= LARGEST_SHIFT,
                "the shift of boxes must be above 0 and at most %s, but was %s",
                LARGEST_SHIFT,
                shift);
    }

    /** White noise, and boxes of means +1 and -1. */
    public BoxData(String name, int steps, int features, List<List<Box>> layouts) {
        this(name, steps, features, layouts, USUAL_SHIFT, NoiseCorrelation.NONE);
    }

    private static void checkSigns(String name, List<Box> boxes) {
        Set<BoxSign> signs = boxes.stream().map(Box::sign).collect(Collectors.toSet());
        Require.argument(
                signs.contains(BoxSign.CLASS) != signs.contains(BoxSign.FACTOR),
                "data set '%s': the class must be either the sign of boxes or the product of signs",
                name);
        for (int i = 1; i < boxes.size(); i++) {
            for (Box other : boxes.subList(0, i)) {
                boolean same = other.sign() == BoxSign.CLASS && boxes.get(i).sign() == BoxSign.CLASS;
                Require.argument(
                        same || !other.overlaps(boxes.get(i)),
                        "data set '%s': a box with a sign of its own overlaps another",
                        name);
            }
        }
    }

    /** {@return the same with other means of the boxes, +shift and -shift} */
    public BoxData withShift(double value) {
        return new BoxData(name, steps, features, layouts, value, noise);
    }

    /** {@return the same with noise that is correlated so} */
    public BoxData withNoise(NoiseCorrelation value) {
        return new BoxData(name, steps, features, layouts, shift, value);
    }

    /**
     * {@return a data set with series of any size and one box}
     *
     * @param steps T, at least 1
     * @param features C, at least 1
     * @param box the informative cells; for all steps, {@code (0, T)}
     * @throws IllegalArgumentException if the box is not inside the series
     */
    public static BoxData ofSize(int steps, int features, Box box) {
        return new BoxData("box", steps, features, List.of(List.of(box)));
    }

    /** {@return the names of all data sets, the moving box last} */
    public static List<String> names() {
        return Stream.concat(NamedBoxes.TABLE.stream().map(BoxData::name), Stream.of(MOVING_BOX))
                .toList();
    }

    /**
     * {@return the data set of this name}
     *
     * @param name one of {@link #names} but {@link #MOVING_BOX}
     * @throws IllegalArgumentException if there is none, or it requires a start
     */
    public static BoxData named(String name) {
        Require.argument(
                !name.equals(MOVING_BOX), "data set '%s' needs the start of its box, 0..%d", name, LATEST_START);
        return NamedBoxes.TABLE.stream()
                .filter(data -> data.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "there is no data set '%s'; there are %s and, of a benchmark, %s%s",
                        name,
                        String.join(", ", names()),
                        ProcessData.PATTERN,
                        NearestWord.clause(name, names()))));
    }

    /**
     * {@return the data set with one box of 60 steps, features 20 to 80, at a given start}
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
        return NamedBoxes.of(MOVING_BOX, new Box(start, start + MOVING_BOX_STEPS, 20, 80));
    }

    @Override
    public List<String> classNames() {
        return CLASS_NAMES;
    }

    @Override
    public SeriesSet generate(int count, long seed) {
        SeriesSource source = this::draw;
        return source.draw(this, count, seed);
    }

    @Override
    public boolean hasDistractor() {
        return layouts.stream().flatMap(List::stream).anyMatch(box -> box.sign() == BoxSign.INDEPENDENT);
    }

    private int draw(Random random, float[] cells, byte[] mask) {
        List<Box> boxes = layouts.get(random.nextInt(layouts.size()));
        int label = random.nextInt(2);
        double[] means = means(boxes, 1 - 2 * label, random);
        boxes.forEach(box -> box.mark(mask, features));
        double[] values = new double[cells.length];
        Arrays.setAll(values, cell -> random.nextGaussian());
        noise.correlate(values, features);
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = (float) (values[cell] + means[cell]);
        }
        return label;
    }

    /** {@return the mean of each cell} */
    private double[] means(List<Box> boxes, int signOfClass, Random random) {
        int[] signs = signs(boxes, signOfClass, random);
        double[] means = new double[steps * features];
        for (int i = 0; i < signs.length; i++) {
            boxes.get(i).fill(means, features, signs[i] * shift);
        }
        return means;
    }

    private static int[] signs(List<Box> boxes, int signOfClass, Random random) {
        int[] signs = new int[boxes.size()];
        int lastFactor = -1;
        int product = 1;
        for (int i = 0; i < signs.length; i++) {
            BoxSign rule = boxes.get(i).sign();
            signs[i] = rule == BoxSign.CLASS ? signOfClass : 1 - 2 * random.nextInt(2);
            if (rule == BoxSign.FACTOR) {
                lastFactor = i;
                product *= signs[i];
            }
        }
        if (lastFactor >= 0) {
            signs[lastFactor] *= product * signOfClass;
        }
        return signs;
    }
}

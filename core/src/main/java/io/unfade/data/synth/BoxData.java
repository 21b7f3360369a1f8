package io.unfade.data.synth;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * White noise in which one or several boxes of cells carry the class. The paper's data sets have names and T = 100
 * steps of C = 100 features, with 1000 training and 300 test series; {@link #ofSize} makes others.
 *
 * <p>Every cell is drawn from N(0, 1); the cells of the boxes are drawn from N(y, 1), with y = +1 (class 0, "positive")
 * or y = -1 (class 1, "negative"), each with probability 1/2. All boxes of a series have the same sign. If a data set
 * has several layouts, each series has one, drawn uniformly. The reference mask marks the cells of the boxes.
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
 */
public record BoxData(String name, int steps, int features, List<List<Box>> layouts) implements SyntheticData {
    /** The name of the data set with a given start of its box, see {@link #movingBox}. */
    public static final String MOVING_BOX = "moving-box";

    private static final int PAPER_STEPS = 100;
    private static final int PAPER_FEATURES = 100;
    private static final int MOVING_BOX_STEPS = 60;
    private static final int LATEST_START = PAPER_STEPS - MOVING_BOX_STEPS;

    private static final List<BoxData> TABLE = List.of(
            ofPaper("earlier-box", List.of(List.of(new Box(0, 30, 10, 90)))),
            ofPaper("middle-box", List.of(List.of(new Box(20, 80, 20, 80)))),
            ofPaper("latter-box", List.of(List.of(new Box(70, 100, 10, 90)))),
            ofPaper(
                    "mixed-boxes",
                    List.of(
                            List.of(new Box(5, 65, 5, 65)),
                            List.of(new Box(5, 65, 35, 95)),
                            List.of(new Box(5, 65, 20, 80)),
                            List.of(new Box(35, 95, 5, 65)),
                            List.of(new Box(35, 95, 35, 95)),
                            List.of(new Box(35, 95, 20, 80)),
                            List.of(new Box(20, 80, 20, 80)))),
            ofPaper(
                    "three-earlier-boxes",
                    List.of(List.of(new Box(0, 40, 0, 30), new Box(0, 40, 35, 65), new Box(0, 40, 70, 100)))),
            ofPaper(
                    "three-middle-boxes",
                    List.of(List.of(new Box(25, 65, 0, 30), new Box(25, 65, 35, 65), new Box(25, 65, 70, 100)))));

    /**
     * Checks the layouts.
     *
     * @throws IllegalArgumentException if there is no layout, one has no box, or a box is not inside the series
     */
    public BoxData {
        layouts = layouts.stream().map(List::copyOf).toList();
        Require.argument(
                !layouts.isEmpty() && layouts.stream().noneMatch(List::isEmpty),
                "data set '%s' needs at least one layout of at least one box",
                name);
        layouts.forEach(boxes -> boxes.forEach(box -> box.checkInside(steps, features)));
    }

    private static BoxData ofPaper(String name, List<List<Box>> layouts) {
        return new BoxData(name, PAPER_STEPS, PAPER_FEATURES, layouts);
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
        return Stream.concat(TABLE.stream().map(BoxData::name), Stream.of(MOVING_BOX))
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
        return TABLE.stream()
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
        return ofPaper(MOVING_BOX, List.of(List.of(new Box(start, start + MOVING_BOX_STEPS, 20, 80))));
    }

    @Override
    public List<String> classNames() {
        return List.of("positive", "negative");
    }

    @Override
    public SeriesSet generate(int count, long seed) {
        SeriesSource source = this::draw;
        return source.draw(this, count, seed);
    }

    private int draw(Random random, float[] cells, byte[] mask) {
        layouts.get(random.nextInt(layouts.size())).forEach(box -> box.mark(mask, features));
        int label = random.nextInt(2);
        int sign = 1 - 2 * label;
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = (float) (random.nextGaussian() + sign * mask[cell]);
        }
        return label;
    }
}

package io.unfade.data.synth;

import java.util.ArrayList;
import java.util.List;

/** The table of the data sets of boxes that have names, of 100 steps of 100 features; {@link BoxData} says what they are. */
final class NamedBoxes {
    static final int STEPS = 100;
    static final int FEATURES = 100;

    static final List<BoxData> TABLE = List.of(
            of("earlier-box", new Box(0, 30, 10, 90)),
            of("middle-box", new Box(20, 80, 20, 80)),
            of("latter-box", new Box(70, 100, 10, 90)),
            ofLayouts(
                    "mixed-boxes",
                    List.of(
                            List.of(new Box(5, 65, 5, 65)),
                            List.of(new Box(5, 65, 35, 95)),
                            List.of(new Box(5, 65, 20, 80)),
                            List.of(new Box(35, 95, 5, 65)),
                            List.of(new Box(35, 95, 35, 95)),
                            List.of(new Box(35, 95, 20, 80)),
                            List.of(new Box(20, 80, 20, 80)))),
            of("three-earlier-boxes", new Box(0, 40, 0, 30), new Box(0, 40, 35, 65), new Box(0, 40, 70, 100)),
            of("three-middle-boxes", new Box(25, 65, 0, 30), new Box(25, 65, 35, 65), new Box(25, 65, 70, 100)),
            of("small-box", new Box(45, 55, 45, 55)),
            ofLayouts("roving-box-60", everywhere(60)),
            ofLayouts("roving-box-30", everywhere(30)),
            of("distractor-earlier-box", new Box(0, 30, 10, 90), new Box(55, 95, 30, 70, BoxSign.INDEPENDENT)),
            of("distractor-middle-box", new Box(20, 80, 20, 80), new Box(80, 100, 10, 90, BoxSign.INDEPENDENT)),
            of("product-boxes", new Box(5, 35, 10, 40, BoxSign.FACTOR), new Box(60, 90, 55, 85, BoxSign.FACTOR)),
            of("correlated-box", new Box(20, 80, 20, 80)).withNoise(new NoiseCorrelation(0.7, 0.5)));

    private NamedBoxes() {}

    static BoxData of(String name, Box... boxes) {
        return ofLayouts(name, List.of(List.of(boxes)));
    }

    private static BoxData ofLayouts(String name, List<List<Box>> layouts) {
        return new BoxData(name, STEPS, FEATURES, layouts);
    }

    /** {@return a layout for each place where a square box fits} */
    private static List<List<Box>> everywhere(int size) {
        List<List<Box>> layouts = new ArrayList<>();
        for (int step = 0; step <= STEPS - size; step++) {
            for (int feature = 0; feature <= FEATURES - size; feature++) {
                layouts.add(List.of(new Box(step, step + size, feature, feature + size)));
            }
        }
        return layouts;
    }
}

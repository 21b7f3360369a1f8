package io.unfade.fmri.simulate;

/** The part of a block in which a class activates its regions. */
public enum Interval {
    /** Its first third. */
    EARLY(0, 1),
    /** Its second third. */
    MIDDLE(1, 2),
    /** Its last third. */
    LATE(2, 3),
    /** All of it. */
    WHOLE(0, 3);

    private static final double PARTS = 3;

    private final int from;
    private final int to;

    Interval(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** {@return the seconds from the onset of a block to the start of the interval} */
    public double start(double blockSeconds) {
        return blockSeconds * from / PARTS;
    }

    /** {@return the seconds from the onset of a block to the end of the interval} */
    public double end(double blockSeconds) {
        return blockSeconds * to / PARTS;
    }

    /** {@return the interval of a class: early, middle, late, whole, in a cycle} */
    static Interval ofClass(int label) {
        return values()[label % values().length];
    }
}

package io.unfade.experiments.field.data;

/** A data set with known decisive cells, from which any number of series can be drawn. */
public interface FieldData {
    /** {@return the name in tables and on the command line} */
    String key();

    /** {@return K, the number of classes} */
    int classes();

    /** {@return whether every step has a class, not the series as a whole} */
    boolean classOfEachStep();

    /**
     * {@return series drawn with a seed; the same for the same arguments, on every platform}
     *
     * @param training number of training series, at least 1
     * @param test number of test series, at least 1
     */
    FieldSets draw(int training, int test, long seed);

    /** {@return whether the map of a test series counts in scores; by default where the series has decisive cells} */
    default boolean evaluated(FieldSets sets, int series) {
        for (boolean decisive : sets.test().referenceMask(series)) {
            if (decisive) {
                return true;
            }
        }
        return false;
    }
}

package io.unfade.experiments.field;

import io.unfade.check.Keyed;

/** What a method sees of a model. */
enum View implements Keyed {
    /**
     * One number that the gradient of a series is of: the sum of the outputs of a white box; of series whose steps have classes
     * at each step the output after it; of series with a class the output of their class.
     */
    ONE,
    /** The same, for methods that go over the growing series by themselves. */
    GROWING,
    /** All outputs, after all steps. */
    ALL
}

package io.unfade.experiments.table;

/**
 * A number column of a table of runs.
 *
 * @param key its name in files and records
 * @param title its name for readers
 * @param unit of its numbers; empty for none
 * @param decimals number of decimal places for readers
 * @param better which numbers are good; empty if none are
 */
public record Measure(String key, String title, String unit, int decimals, String better) {
    /** The share of test series that a model classifies correctly. */
    public static final Measure ACCURACY = new Measure("accuracy", "Accuracy", "%", 1, "higher");

    /** The number of epochs of training. */
    public static final Measure EPOCHS = new Measure("epochs", "Epochs trained", "", 0, "");

    /** {@return the label of a figure's axis} */
    public String label() {
        return title + " (" + (unit.isEmpty() ? "no unit" : unit) + ")";
    }
}

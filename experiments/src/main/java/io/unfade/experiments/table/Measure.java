package io.unfade.experiments.table;

/**
 * A number that a table has for each run.
 *
 * @param key its name in files and records
 * @param title its name for readers
 * @param unit of its numbers; empty for none
 * @param decimals how many decimal places readers see
 * @param better which numbers are good; empty if none is
 */
public record Measure(String key, String title, String unit, int decimals, String better) {
    /** The share of test series that a model classifies correctly. */
    public static final Measure ACCURACY = new Measure("accuracy", "Accuracy", "%", 1, "higher");

    /** How long a model was trained. */
    public static final Measure EPOCHS = new Measure("epochs", "Epochs trained", "", 0, "");

    /** {@return what an axis of a figure says} */
    public String label() {
        return title + " (" + (unit.isEmpty() ? "no unit" : unit) + ")";
    }
}

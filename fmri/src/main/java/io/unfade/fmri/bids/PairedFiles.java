package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that files paired with runs by the user, such as events, belong to these runs. */
public final class PairedFiles {
    private static final int SHOWN = 3;

    private PairedFiles() {}

    /**
     * Checks by their names that surface data are all of one hemisphere.
     *
     * @throws IllegalArgumentException if two names differ in {@code hemi}
     */
    public static void checkHemispheres(List<Path> data) {
        Path first = null;
        for (Path file : data) {
            String hemisphere = BidsName.of(file).entities().get("hemi");
            if (hemisphere == null) {
                continue;
            }
            Require.argument(
                    first == null
                            || hemisphere.equals(BidsName.of(first).entities().get("hemi")),
                    "%s and %s are of two hemispheres; prepare each hemisphere by itself",
                    first == null ? file.getFileName() : first.getFileName(),
                    file.getFileName());
            first = file;
        }
    }

    /**
     * Checks that the name and folder of each file do not contradict those of its data. Entities in only one of the two
     * names are not compared, and indices are numbers: {@code run-01} is {@code run-1}.
     *
     * @param what kind of the files, such as {@code "events"}
     * @param data the data of the runs
     * @param files one for each of the data, in their order
     * @throws IllegalArgumentException if any pair differs in a shared entity; the message lists all of them
     */
    public static void check(String what, List<Path> data, List<Path> files) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<String> contradictions = RunIdentity.contradictions(data.get(i), files.get(i));
            if (!contradictions.isEmpty()) {
                wrong.add(data.get(i).getFileName() + " with " + files.get(i).getFileName() + " ("
                        + String.join(", ", contradictions) + ")");
            }
        }
        Require.argument(
                wrong.isEmpty(),
                "%s of other runs than the data they are named for, by their names: %s%s; name them in the order of the runs, "
                        + "or give a file that is meant for several runs a name that does not say which it is of",
                what,
                String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size()))),
                wrong.size() > SHOWN ? "; and " + (wrong.size() - SHOWN) + " more pairs" : "");
    }
}

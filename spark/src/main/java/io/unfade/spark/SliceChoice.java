package io.unfade.spark;

import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;

/** How a table is worked through, and what happens to one that is there already. */
public record SliceChoice(
        @Meaning(
                "Divide the files of the table into so many parts, one after the other: what is written of one stays if the "
                        + "job ends early.")
        int slices,

        @Meaning("Go on with what an earlier run of the same job wrote.")
        boolean resume,

        @Meaning("Replace a table that an earlier job wrote.")
        boolean overwrite) {
    private static final int SLICES = 8;

    /** Checks that both are not wanted. */
    public SliceChoice {
        BadRequest.atLeast(1, slices, "slices");
        if (resume && overwrite) {
            throw BadRequest.of("{resume} and {overwrite} exclude each other");
        }
    }

    /** A new table. */
    public SliceChoice() {
        this(SLICES, false, false);
    }
}

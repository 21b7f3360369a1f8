package io.unfade.workflow.result;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.validation.Fold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names of the groups of series.
 *
 * @param names by number; empty if groups have no names
 */
public record GroupNames(List<String> names) {
    private static final int MOST_LISTED = 6;

    /** Groups without names. */
    public static final GroupNames NUMBERS = new GroupNames(List.of());

    /** {@return the names stored next to a series file; none if they are missing or of another file} */
    public static GroupNames beside(Path file) throws IOException {
        if (!FmriContext.existsFor(file)) {
            return NUMBERS;
        }
        try {
            return new GroupNames(FmriContext.readFor(file).groupNames());
        } catch (MalformedFileException e) {
            return NUMBERS; // it is of another series file; reported where the brain is needed
        }
    }

    /** {@return a group's name; its number if it has none} */
    public String of(int group) {
        return group >= 0 && group < names.size() ? names.get(group) : Integer.toString(group);
    }

    /** {@return the names of some groups} */
    public List<String> of(int[] groups) {
        return Arrays.stream(groups).mapToObj(this::of).toList();
    }

    /** {@return a fold in words: the groups left out, or its own name if it keeps none together} */
    public String of(Fold fold) {
        return fold.heldOut().length == 0 ? fold.name() : inWords(fold.heldOut());
    }

    /** {@return some groups in words, such as "group sub-01", "groups 0, 2", "groups 0, 1, ... (12 in all)"} */
    public String inWords(int[] groups) {
        String listed =
                Arrays.stream(groups).limit(MOST_LISTED).mapToObj(this::of).collect(Collectors.joining(", "));
        String word = groups.length == 1 ? "group " : "groups ";
        return word + listed + (groups.length > MOST_LISTED ? ", ... (" + groups.length + " in all)" : "");
    }
}

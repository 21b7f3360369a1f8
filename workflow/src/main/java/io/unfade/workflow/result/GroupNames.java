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
 * What the groups of series are called.
 *
 * @param names by number; empty where groups have no names
 */
public record GroupNames(List<String> names) {
    private static final int MOST_LISTED = 6;

    /** Groups that have no names. */
    public static final GroupNames NUMBERS = new GroupNames(List.of());

    /** {@return the names that are kept beside a series file, if there are any that belong to it} */
    public static GroupNames beside(Path file) throws IOException {
        if (!FmriContext.existsFor(file)) {
            return NUMBERS;
        }
        try {
            return new GroupNames(FmriContext.readFor(file).groupNames());
        } catch (MalformedFileException e) {
            return NUMBERS; // it is of another series file; whoever needs it to find the brain says so
        }
    }

    /** {@return a group's name; its number where it has none} */
    public String of(int group) {
        return group >= 0 && group < names.size() ? names.get(group) : Integer.toString(group);
    }

    /** {@return the names of some groups} */
    public List<String> of(int[] groups) {
        return Arrays.stream(groups).mapToObj(this::of).toList();
    }

    /** {@return a fold in words: the groups that it leaves out; its own name where it keeps none together} */
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

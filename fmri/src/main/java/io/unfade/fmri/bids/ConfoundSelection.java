package io.unfade.fmri.bids;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which confounds are removed, and whether volumes are scrubbed.
 *
 * @param presets groups of columns
 * @param columns single columns
 * @param scrubbing limits of motion; null to keep all volumes
 */
public record ConfoundSelection(
        List<ConfoundPreset> presets,
        List<String> columns,
        @Nullable Scrubbing scrubbing) {
    /** No confounds and no scrubbing; volumes before the steady state are still excluded. */
    public static final ConfoundSelection NONE = new ConfoundSelection(List.of(), List.of(), null);

    /** The word for scrubbing. */
    public static final String SCRUB = "scrub";

    /** The word for excluding scans before the steady state, which every selection does anyway. */
    private static final String STEADY = "non_steady_state";

    /** Copies the lists. */
    public ConfoundSelection {
        presets = List.copyOf(presets);
        columns = List.copyOf(columns);
    }

    /**
     * {@return a selection by words: names of presets, {@code scrub} for {@link Scrubbing#USUAL}, {@code
     * non_steady_state}, which adds nothing to what is always done, and names of columns}
     *
     * @throws IllegalArgumentException if a word is blank
     */
    public static ConfoundSelection of(List<String> words) {
        List<ConfoundPreset> presets = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        boolean scrub = false;
        for (String word : words) {
            Require.argument(!word.isBlank(), "the name of a confound must not be empty");
            Optional<ConfoundPreset> preset = ConfoundPreset.of(word);
            if (preset.isPresent()) {
                presets.add(preset.get());
            } else if (word.equals(SCRUB)) {
                scrub = true;
            } else if (!word.equals(STEADY)) {
                columns.add(word);
            }
        }
        return new ConfoundSelection(presets, columns, scrub ? Scrubbing.USUAL : null);
    }
}

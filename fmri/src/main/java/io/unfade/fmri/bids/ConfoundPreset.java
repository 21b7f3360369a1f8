package io.unfade.fmri.bids;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Named groups of fMRIPrep's confound columns. */
public enum ConfoundPreset {
    /** Three translations and three rotations. */
    MOTION6 {
        @Override
        List<String> columns(List<String> header) {
            return MOTION;
        }
    },

    /** The six motion parameters, their derivatives, and the squares of both. */
    MOTION24 {
        @Override
        List<String> columns(List<String> header) {
            return Stream.of("", "_derivative1", "_power2", "_derivative1_power2")
                    .flatMap(ending -> MOTION.stream().map(name -> name + ending))
                    .toList();
        }
    },

    /** The means of cerebrospinal fluid and white matter. */
    WM_CSF {
        @Override
        List<String> columns(List<String> header) {
            return List.of("csf", "white_matter");
        }
    },

    /** The mean of the brain. */
    GLOBAL {
        @Override
        List<String> columns(List<String> header) {
            return List.of("global_signal");
        }
    },

    /** All slow cosines; short runs have none. */
    COSINE {
        @Override
        List<String> columns(List<String> header) {
            return header.stream().filter(name -> name.startsWith("cosine")).toList();
        }
    },

    /** The first five anatomical CompCor components of the combined mask. */
    ACOMPCOR5 {
        @Override
        List<String> columns(List<String> header) {
            List<String> all = ACOMPCOR.columns(header);
            return all.subList(0, Math.min(COMPONENTS, all.size()));
        }
    },

    /** All anatomical CompCor components of the combined mask. */
    ACOMPCOR {
        @Override
        List<String> columns(List<String> header) {
            List<String> found =
                    header.stream().filter(name -> name.startsWith(A_COMP_COR)).toList();
            return found.isEmpty() ? List.of(A_COMP_COR + "00") : found;
        }
    };

    /** Prefix of the names of anatomical CompCor components. */
    static final String A_COMP_COR = "a_comp_cor_";

    private static final List<String> MOTION = List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");
    private static final int COMPONENTS = 5;

    /** {@return the columns; where their number varies, those that the file has} */
    abstract List<String> columns(List<String> header);

    /** {@return whether it selects anatomical CompCor components, which cannot be told apart from the table alone} */
    boolean needsMasks() {
        return this == ACOMPCOR || this == ACOMPCOR5;
    }

    /** {@return its name for users, such as {@code motion24}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the preset of a name; empty if there is none} */
    public static Optional<ConfoundPreset> of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word().equals(word))
                .findFirst();
    }

    /** {@return all names, separated by commas} */
    public static String words() {
        return Arrays.stream(values()).map(ConfoundPreset::word).collect(Collectors.joining(", "));
    }
}

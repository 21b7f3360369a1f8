package io.unfade.nn.spec;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a classifier: everything that determines the names and shapes of its weights, and its dropout.
 *
 * @param preparation of the series before the stem
 * @param stem what the network reads its prepared series through; null for the series itself
 * @param cell the recurrent cell
 * @param layers recurrent layers, at least 1
 * @param bidirectional whether every layer also runs backwards in time
 * @param hidden H, at least 1
 * @param attention input-cell attention in front of the first layer; null for none
 * @param readout reduction of hidden states to one vector
 * @param features C, at least 1
 * @param classes K, at least 2
 * @param dropout share of values dropped in training, at the inputs (with a stem: its outputs), between layers and at
 *     the hidden states; 0 to below 1
 * @param members M, the networks of this architecture that are members of an ensemble; 1 for a single network
 */
public record ModelSpec(
        Preparation preparation,
        @Nullable Stem stem,
        Cell cell,
        int layers,
        boolean bidirectional,
        int hidden,
        @Nullable Attention attention,
        Readout readout,
        int features,
        int classes,
        double dropout,
        int members) {
    /**
     * Input-cell attention.
     *
     * @param hops A, at least 1
     * @param width D, at least 1
     * @param pooling combination of the attention matrix's rows to the cell's input
     * @param positions the code of positions that the scores see next to the values; null for none
     */
    public record Attention(
            int hops,
            int width,
            HopPooling pooling,
            @Nullable Positions positions) {
        /** An attention whose scores see values only, as in the paper. */
        public Attention(int hops, int width, HopPooling pooling) {
            this(hops, width, pooling, null);
        }

        /** Checks the sizes. */
        public Attention {
            Require.atLeastOne("attention hops", hops);
            Require.atLeastOne("attention width", width);
        }
    }

    /**
     * The readout.
     *
     * @param kind reduction of hidden states to one vector
     * @param hops A' of self-attention, at least 1; 0 for the other kinds
     * @param width D' of self-attention, or of the weights of steps of conjunctive pooling, at least 1; 0 for the other kinds
     */
    public record Readout(ReadoutKind kind, int hops, int width) {
        /** Checks the sizes. */
        public Readout {
            switch (kind) {
                case SELF_ATTENTION ->
                    Require.argument(
                            hops >= 1 && width >= 1,
                            "a self-attention readout needs readoutHops and readoutWidth of at least 1, but they were %d and"
                                    + " %d",
                            hops,
                            width);
                case CONJUNCTIVE ->
                    Require.argument(
                            hops == 0 && width >= 1,
                            "a conjunctive readout needs a readoutWidth of at least 1 and no readoutHops, but they were %d"
                                    + " and %d",
                            width,
                            hops);
                default ->
                    Require.argument(
                            hops == 0 && width == 0,
                            "readoutHops and readoutWidth belong to a self-attention readout, and the latter to a"
                                    + " conjunctive one, only, but were %d and %d",
                            hops,
                            width);
            }
        }

        /** {@return a readout without sizes} */
        public static Readout of(ReadoutKind kind) {
            return new Readout(kind, 0, 0);
        }
    }

    /** A single network without preparation. */
    public ModelSpec(
            @Nullable Stem stem,
            Cell cell,
            int layers,
            boolean bidirectional,
            int hidden,
            @Nullable Attention attention,
            Readout readout,
            int features,
            int classes,
            double dropout) {
        this(
                Preparation.NONE,
                stem,
                cell,
                layers,
                bidirectional,
                hidden,
                attention,
                readout,
                features,
                classes,
                dropout,
                1);
    }

    /** A single network without preparation and stem. */
    public ModelSpec(
            Cell cell,
            int layers,
            boolean bidirectional,
            int hidden,
            @Nullable Attention attention,
            Readout readout,
            int features,
            int classes,
            double dropout) {
        this(null, cell, layers, bidirectional, hidden, attention, readout, features, classes, dropout);
    }

    /** Checks the sizes. */
    public ModelSpec {
        Require.atLeastOne("layers", layers);
        Require.atLeastOne("hidden", hidden);
        Require.atLeastOne("features", features);
        Require.argument(classes >= 2, "classes must be at least 2, but was %d", classes);
        Require.argument(
                (double) cell.gateWidth(1) * hidden <= Integer.MAX_VALUE
                        && (attention == null
                                || (double) attention.hops() * read(preparation, stem, features) <= Integer.MAX_VALUE)
                        && 2.0 * hidden * Math.max(1, readout.hops()) <= Integer.MAX_VALUE,
                "hidden (%d), features (%d) or hops are too large: no weight can have more than 2^31 - 1 rows or columns",
                hidden,
                features);
        Require.argument(dropout >= 0 && dropout < 1, "dropout must be in 0 to below 1, but was %s", dropout);
        Require.atLeastOne("members", members);
    }

    /** {@return an architecture of another number of members} */
    public ModelSpec withMembers(int number) {
        return with(preparation, stem, classes, number);
    }

    /** {@return an architecture of another number of classes} */
    public ModelSpec withClasses(int number) {
        return with(preparation, stem, number, members);
    }

    private static int read(Preparation preparation, @Nullable Stem stem, int features) {
        int prepared = preparation.width(features);
        return stem == null ? prepared : stem.width(prepared);
    }

    /** {@return a copy with another preparation} */
    public ModelSpec withPreparation(Preparation other) {
        return with(other, stem, classes, members);
    }

    /** {@return a copy with another stem, null for none} */
    public ModelSpec withStem(@Nullable Stem other) {
        return with(preparation, other, classes, members);
    }

    private ModelSpec with(Preparation prepared, @Nullable Stem read, int ofClasses, int number) {
        return new ModelSpec(
                prepared,
                read,
                cell,
                layers,
                bidirectional,
                hidden,
                attention,
                readout,
                features,
                ofClasses,
                dropout,
                number);
    }

    /** {@return the features that the stem, or without one what is after it, sees} */
    public int preparedFeatures() {
        return preparation.width(features);
    }

    /** {@return the features that the attention, or the first recurrent layer, sees} */
    public int readFeatures() {
        return read(preparation, stem, features);
    }

    /** {@return the steps that they see of a series of some steps} */
    public int readSteps(int steps) {
        int prepared = preparation.steps(steps);
        return stem == null ? prepared : stem.steps(prepared);
    }

    /**
     * {@return whether a hidden state depends on no step after the one that it is of, so that a series that ends there has
     * the same: not with backward layers, a centred stem, or means over blocks, of which the last has fewer steps}
     */
    public boolean readsForwards() {
        return !bidirectional && preparation.pool() == 1 && (stem == null || stem.alignment() == Stem.Alignment.CAUSAL);
    }

    /**
     * {@return whether what the attention or the first layer sees at a step depends on that step alone: without differences,
     * means over blocks, and stems other than a linear one}
     */
    public boolean readsEachStepAlone() {
        return preparation.differences() == Preparation.Differences.NONE
                && preparation.pool() == 1
                && (stem == null || stem instanceof Stem.Linear);
    }

    /** {@return 2 if bidirectional, else 1} */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /** {@return the width of the vectors that the linear head reads} */
    public int readoutWidth() {
        return hidden * directions() * (readout.kind() == ReadoutKind.SELF_ATTENTION ? readout.hops() : 1);
    }
}

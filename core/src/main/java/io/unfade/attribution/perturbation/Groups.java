package io.unfade.attribution.perturbation;

import io.unfade.attribution.Problem;
import io.unfade.attribution.Replacement;
import io.unfade.model.Inputs;

import java.util.Arrays;

/** The groups of cells of some series, and the series without some of these. */
final class Groups {
    /** Chooses groups. */
    @FunctionalInterface
    interface Choice {
        boolean has(int series, int group);
    }

    /** A number of each group. */
    @FunctionalInterface
    interface Amount {
        double of(int series, int group);
    }

    private final Inputs inputs;
    private final int[][] ofCells;
    private final int[][] sizes;

    /** The groups of the series of a problem; those of a variant are those of its series. */
    Groups(Grouping grouping, Problem problem) {
        this(problem.inputs(), ofCells(grouping, problem.unperturbed()));
    }

    /**
     * Groups of some series.
     *
     * @param ofCells the group of each real cell of each series, from 0
     */
    Groups(Inputs inputs, int[]... ofCells) {
        this.inputs = inputs;
        this.ofCells = ofCells;
        sizes = new int[inputs.count()][];
        for (int b = 0; b < ofCells.length; b++) {
            sizes[b] = new int[Arrays.stream(ofCells[b]).max().orElseThrow() + 1];
            for (int group : ofCells[b]) {
                sizes[b][group]++;
            }
        }
    }

    private static int[][] ofCells(Grouping grouping, Inputs inputs) {
        int[][] ofCells = new int[inputs.count()][];
        Arrays.setAll(ofCells, series -> grouping.of(inputs, series));
        return ofCells;
    }

    /** {@return the number of groups of a series} */
    int count(int series) {
        return sizes[series].length;
    }

    /** {@return the number of groups of the series with most} */
    int most() {
        return Arrays.stream(sizes).mapToInt(of -> of.length).max().orElseThrow();
    }

    /** {@return the series, {@code (B, T, C)}, with some groups replaced; neighbours in time as one window} */
    double[] without(Replacement replacement, Choice absent) {
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            int length = inputs.lengths()[b];
            boolean[] gone = chosen(absent, b);
            for (int c = 0; c < inputs.features(); c++) {
                int from = 0;
                for (int t = 0; t <= length; t++) {
                    boolean goes = t < length && gone[ofCells[b][t * inputs.features() + c]];
                    if (!goes) {
                        if (t > from) {
                            replacement.replace(values, b, c, from, t);
                        }
                        from = t + 1;
                    }
                }
            }
        }
        return values;
    }

    /** {@return whether each group of a series is chosen: asked once for each, not for each of its cells} */
    private boolean[] chosen(Choice choice, int series) {
        boolean[] chosen = new boolean[count(series)];
        for (int group = 0; group < chosen.length; group++) {
            chosen[group] = choice.has(series, group);
        }
        return chosen;
    }

    /** {@return the series, {@code (B, T, C)}, with one group from others} */
    double[] exchanged(double[] others, int group) {
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            for (int cell = 0; cell < ofCells[b].length; cell++) {
                if (ofCells[b][cell] == group) {
                    values[inputs.offset(b) + cell] = others[inputs.offset(b) + cell];
                }
            }
        }
        return values;
    }

    /** {@return maps, {@code (B, T, C)}, in which each cell has the number of its group} */
    double[] each(Amount amount) {
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            for (int cell = 0; cell < ofCells[b].length; cell++) {
                values[inputs.offset(b) + cell] = amount.of(b, ofCells[b][cell]);
            }
        }
        return values;
    }

    /** {@return the sum over the cells of each group of each series} */
    double[][] sums(double[] values) {
        double[][] sums = new double[inputs.count()][];
        for (int b = 0; b < sums.length; b++) {
            sums[b] = new double[count(b)];
            for (int cell = 0; cell < ofCells[b].length; cell++) {
                sums[b][ofCells[b][cell]] += values[inputs.offset(b) + cell];
            }
        }
        return sums;
    }

    /** {@return maps, {@code (B, T, C)}, in which the cells of a group share its number evenly} */
    double[] shared(Amount amount) {
        return each((series, group) -> amount.of(series, group) / sizes[series][group]);
    }
}

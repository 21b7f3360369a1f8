package io.unfade.attribution.perturbation;

import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.MethodOptions;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the cells of a series are put into groups that are replaced together. Every real cell is in one group.
 *
 * @param by what a group is
 * @param window steps of a block, at least 1; of no other group
 * @param width features of a block, at least 1, or 0 for all; of no other group
 * @param segments pieces of time, at least 1; at most as many as the series has steps; of no other group
 */
public record Grouping(By by, int window, int width, int segments) {
    /** What a group is. */
    public enum By implements Keyed {
        /** One cell. */
        CELL,
        /** All features at a step. */
        STEP,
        /** All steps of a feature. */
        FEATURE,
        /** Some steps of some features. */
        BLOCK,
        /** All features over a piece of time between {@linkplain ChangePoints changes}. */
        SEGMENTS
    }

    private static final int USUAL_WINDOW = 5;
    private static final int USUAL_WIDTH = 1;
    private static final int USUAL_SEGMENTS = 10;

    /** Checks the sizes. */
    public Grouping {
        Require.argument(window >= 1, "groups: window must be at least 1, but was %d", window);
        Require.argument(width >= 0, "groups: width must be at least 1, or 0 for all, but was %d", width);
        Require.argument(segments >= 1, "groups: segments must be at least 1, but was %d", segments);
    }

    /** {@return groups with the usual sizes} */
    public static Grouping of(By by) {
        return new Grouping(by, USUAL_WINDOW, USUAL_WIDTH, USUAL_SEGMENTS);
    }

    /** {@return blocks} */
    public static Grouping blocks(int window, int width) {
        return new Grouping(By.BLOCK, window, width, USUAL_SEGMENTS);
    }

    /** {@return pieces of time} */
    public static Grouping segments(int segments) {
        return new Grouping(By.SEGMENTS, USUAL_WINDOW, USUAL_WIDTH, segments);
    }

    /**
     * {@return the options of a method: those that choose groups, then its own}
     *
     * @param usual the default
     */
    static List<Kind.Option> options(By usual, Kind.Option... own) {
        List<Kind.Option> options = new ArrayList<>(List.of(
                new Kind.Option(
                        "groups",
                        usual.key(),
                        "cells replaced together: cell, step (all features), feature (all steps), block (window steps"
                                + " of width features), or segments (pieces of time between changes of the series)"),
                new Kind.Option("window", Integer.toString(USUAL_WINDOW), "steps of a block, at least 1"),
                new Kind.Option(
                        "width", Integer.toString(USUAL_WIDTH), "features of a block, at least 1, or 0 for all"),
                new Kind.Option("segments", Integer.toString(USUAL_SEGMENTS), "pieces of time, at least 1")));
        options.addAll(List.of(own));
        return options;
    }

    static Grouping of(MethodOptions options) {
        By by = options.choice("groups", By.class);
        options.onlyIf(by == By.BLOCK, "window", "with groups=block");
        options.onlyIf(by == By.BLOCK, "width", "with groups=block");
        options.onlyIf(by == By.SEGMENTS, "segments", "with groups=segments");
        return new Grouping(by, options.integer("window"), options.integer("width"), options.integer("segments"));
    }

    /** Adds those that have an effect. */
    void put(Map<String, String> options) {
        options.put("groups", by.key());
        if (by == By.BLOCK) {
            options.put("window", Integer.toString(window));
            options.put("width", Integer.toString(width));
        } else if (by == By.SEGMENTS) {
            options.put("segments", Integer.toString(segments));
        }
    }

    /** {@return the number of groups of a series} */
    int count(int steps, int features) {
        return switch (by) {
            case CELL -> steps * features;
            case STEP -> steps;
            case FEATURE -> features;
            case BLOCK -> pieces(steps, window) * pieces(features, wide(features));
            case SEGMENTS -> Math.min(steps, segments);
        };
    }

    /**
     * Checks that there are several groups, and that blocks fit into every series.
     *
     * @throws IllegalArgumentException if all cells of such series would get the same number, or blocks do not fit
     */
    void check(String method, Extent series) {
        int steps = series.longest();
        int features = series.features();
        Require.argument(
                by != By.SEGMENTS || segments <= steps || segments == USUAL_SEGMENTS,
                "%s: segments must be at most %d, the steps of the longest series, but was %d",
                method,
                steps,
                segments);
        if (by == By.BLOCK && window != USUAL_WINDOW) {
            series.checkWindow(method, window, 0);
        }
        Require.argument(
                steps * features == 1 || count(steps, features) > 1,
                "%s: all %d steps x %d features of every series are one group, so that all cells would get the same"
                        + " number; use other groups, or smaller ones",
                method,
                steps,
                features);
    }

    /** {@return the group of each real cell of a series, row-major (time, feature), from 0} */
    int[] of(Inputs inputs, int series) {
        int features = inputs.features();
        int[] groups = new int[inputs.cells(series)];
        int[] pieces = by == By.SEGMENTS ? ChangePoints.segments(inputs, series, segments) : new int[0];
        int across = pieces(features, wide(features));
        Arrays.setAll(groups, cell -> {
            int time = cell / features;
            int feature = cell % features;
            return switch (by) {
                case CELL -> cell;
                case STEP -> time;
                case FEATURE -> feature;
                case BLOCK -> time / window * across + feature / wide(features);
                case SEGMENTS -> pieces[time];
            };
        });
        return groups;
    }

    private int wide(int features) {
        return width == 0 ? features : width;
    }

    private static int pieces(int cells, int size) {
        return (cells - 1) / size + 1;
    }
}

package io.unfade.report.map;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.Seconds;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.draw.TimeDirection;
import org.jfree.chart.axis.NumberAxis;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * The direction of time and the axes of a map.
 *
 * @param direction of time; features run across
 * @param time title of the time axis
 * @param stepNames names of the steps if time runs downwards; empty if they are numbered
 * @param seconds times of the steps; null if they are only numbered
 * @param bands periods marked above the maps
 * @param feature word for a feature
 * @param nameWidth maximum width of names to the left of a map
 */
record MapAxes(
        TimeDirection direction,
        String time,
        List<String> stepNames,
        @Nullable Seconds seconds,
        List<TimeBand> bands,
        String feature,
        int nameWidth) {

    static MapAxes of(TimeDirection direction) {
        return new MapAxes(direction, "time step", List.of(), null, List.of(), "feature", NameAxis.MAX_NAME_WIDTH);
    }

    MapAxes withDirection(TimeDirection other) {
        return new MapAxes(other, time, stepNames, seconds, bands, feature, nameWidth);
    }

    MapAxes withSeconds(String label, Seconds when, List<TimeBand> marked) {
        return new MapAxes(direction, label, stepNames, when, List.copyOf(marked), feature, nameWidth);
    }

    MapAxes withFeatures(String label, int width) {
        return new MapAxes(direction, time, stepNames, seconds, bands, label, width);
    }

    MapAxes withStepNames(String label, List<String> names) {
        return new MapAxes(direction, label, List.copyOf(names), seconds, bands, feature, nameWidth);
    }

    boolean down() {
        return direction == TimeDirection.DOWN;
    }

    /** {@return the number of cells from left to right} */
    int across(CellMap map) {
        return down() ? map.features() : map.steps();
    }

    /** {@return the number of cells from top to bottom} */
    int downwards(CellMap map) {
        return down() ? map.steps() : map.features();
    }

    /** {@return the title of the axis to the left of a map} */
    String leftLabel() {
        return down() ? time : feature;
    }

    /** {@return the width of the tick labels to the left of a map} */
    int leftWidth(CellMap map) {
        if (down() && stepNames.isEmpty()) {
            return CellPlot.timeWidth(map.steps());
        }
        return NameAxis.width(down() ? stepNames : map.featureNames(), nameWidth);
    }

    /** {@return the axis to the left of a map of a given height, without title} */
    NumberAxis left(CellMap map, int height) {
        if (down() && stepNames.isEmpty()) {
            return CellPlot.timeDownwards(map.steps(), height);
        }
        return CellPlot.namesDownwards(down() ? stepNames : map.featureNames(), height, nameWidth);
    }

    /** {@return the axis below a map of a given width} */
    NumberAxis below(CellMap map, int width) {
        if (down()) {
            return CellPlot.namesBelow(feature, map.featureNames(), width);
        }
        return seconds == null ? CellPlot.timeBelow(time, map.steps(), width) : seconds.axis(time, map.steps());
    }

    /** {@return the space below a map of a given width} */
    int roomBelow(CellMap map, int width) {
        return down() ? CellPlot.roomBelow(map.featureNames(), width) : Look.BELOW;
    }

    /** {@return the bars above a map of a given number of steps; null if there are none} */
    @Nullable
    BandBars bars(int steps) {
        return seconds == null || bands.isEmpty() ? null : new BandBars(bands, seconds, steps);
    }

    /** {@return a time step in words} */
    String written(int step) {
        String second = seconds == null ? "" : " (" + ShortNumberFormat.three(seconds.at(step)) + " s)";
        return "time step " + step + second;
    }

    /** {@return the size of a map and the directions of time and features, in words} */
    String inWords(CellMap map) {
        String shape = down()
                ? "%,d time steps from top to bottom, %,d features from left to right."
                : "%,d time steps from left to right, %,d features from top to bottom.";
        return String.format(Locale.ROOT, shape, map.steps(), map.features());
    }
}

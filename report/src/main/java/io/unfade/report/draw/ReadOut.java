package io.unfade.report.draw;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

import java.util.Base64;
import java.util.List;

/**
 * The data that a page needs to name the cell under the pointer.
 *
 * @param steps T of the series
 * @param times drawn positions along time; fewer than T if steps share one
 * @param features names of the drawn positions along the features
 * @param direction of time
 * @param levels colour levels, row by row from the top; {@link ColorMap#LEVELS} for no data
 * @param limits the values of level 0 and of the last level
 * @param seconds times of the steps; null if they are only numbered
 */
public record ReadOut(
        int steps,
        int times,
        List<String> features,
        TimeDirection direction,
        byte[] levels,
        ColorScale.Limits limits,
        @Nullable Seconds seconds) {
    private static final int MAX_CELLS = 60_000;

    /** {@return a copy with the times of the steps; null if they are only numbered} */
    public ReadOut withSeconds(@Nullable Seconds when) {
        return new ReadOut(steps, times, features, direction, levels, limits, when);
    }

    /** Adds the data for the page's script to the image of the map, unless they would make the page too large. */
    void attachTo(Element image) {
        if (levels.length > MAX_CELLS) {
            return;
        }
        image.setAttribute("class", "cells");
        image.setAttribute("data-steps", Integer.toString(steps));
        image.setAttribute("data-times", Integer.toString(times));
        image.setAttribute("data-features", Svg.clean(String.join("\t", features)));
        if (direction == TimeDirection.DOWN) {
            image.setAttribute("data-down", "true");
        }
        if (seconds != null) {
            image.setAttribute("data-first-second", Double.toString(seconds.first()));
            image.setAttribute("data-second-step", Double.toString(seconds.step()));
        }
        image.setAttribute("data-low", Double.toString(limits.low()));
        image.setAttribute("data-high", Double.toString(limits.high()));
        image.setAttribute("data-levels", Base64.getEncoder().encodeToString(levels));
    }
}

package io.unfade.fmri.draw;

import io.unfade.fmri.image.Volume;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** The pixels of one view of a box in space, two per point, each with a place in mm. */
final class BrainRaster {
    static final int PIXELS_PER_POINT = 2;

    private static final int CLEAR = 255;
    private static final int GREYS = 48;
    private static final int DARKEST = 0x70;
    private static final int LIGHTEST = 0xf4;
    private static final double DARK_QUANTILE = 0.02;
    private static final double LIGHT_QUANTILE = 0.98;

    private final BrainView view;
    private final BrainBox box;
    private final double step;
    private final int columns;
    private final int rows;

    /** @param pointsPerMm the size of the drawing */
    BrainRaster(BrainView view, BrainBox box, double pointsPerMm) {
        this.view = view;
        this.box = box;
        step = 1 / (pointsPerMm * PIXELS_PER_POINT);
        columns = Math.max(1, (int) Math.round(box.length(view.right()) / step));
        rows = Math.max(1, (int) Math.round(box.length(view.up()) / step));
    }

    /** {@return the width of the drawing, in points} */
    double width() {
        return (double) columns / PIXELS_PER_POINT;
    }

    /** {@return the height of the drawing, in points} */
    double height() {
        return (double) rows / PIXELS_PER_POINT;
    }

    /** {@return the value at each pixel of a cut, row by row from the top; NaN outside the grid} */
    double[] cut(Volume volume, double at) {
        double[] numbers = new double[columns * rows];
        for (int pixel = 0; pixel < numbers.length; pixel++) {
            numbers[pixel] = SightLine.value(volume, place(pixel, at));
        }
        return numbers;
    }

    /** {@return the value with the largest magnitude along each pixel's line of sight, sign kept; NaN for none} */
    double[] projection(Volume volume) {
        double depthStep = SightLine.finest(volume.grid()) / 2;
        int depths = Math.max(1, (int) Math.ceil(box.length(view.across()) / depthStep));
        double[] numbers = new double[columns * rows];
        for (int pixel = 0; pixel < numbers.length; pixel++) {
            double[] start = place(pixel, box.low()[view.across()] + depthStep / 2);
            numbers[pixel] = SightLine.strongest(volume, start, view.across(), depthStep, depths);
        }
        return numbers;
    }

    private double[] place(int pixel, double at) {
        double[] place = new double[3];
        place[view.across()] = at;
        place[view.right()] = box.low()[view.right()] + (pixel % columns + 0.5) * step;
        place[view.up()] = box.high()[view.up()] - (Math.floorDiv(pixel, columns) + 0.5) * step;
        return place;
    }

    /**
     * {@return values in the colours of a scale, transparent where there is none}
     *
     * @param faint share of the scale's end up to which nothing is drawn
     */
    BufferedImage colored(double[] numbers, BrainScale scale, double faint) {
        int[] palette = new int[CLEAR + 1];
        for (int level = 0; level < ColorMap.LEVELS; level++) {
            palette[level] = 0xff000000 | scale.colors().atLevel(level);
        }
        ColorScale.Limits limits = scale.limits();
        double least = faint * limits.high();
        int[] levels = new int[numbers.length];
        Arrays.setAll(levels, i -> {
            boolean clear = Double.isNaN(numbers[i]) || Math.abs(numbers[i]) <= least;
            return clear ? CLEAR : ColorMap.level(limits.fraction(numbers[i]));
        });
        return image(palette, levels);
    }

    /** {@return values in grey, light enough for colours on top, transparent where they are NaN or 0} */
    BufferedImage grey(double[] numbers) {
        double[] present = Arrays.stream(numbers)
                .filter(number -> Double.isFinite(number) && number != 0)
                .sorted()
                .toArray();
        double low = present.length == 0 ? 0 : present[(int) (DARK_QUANTILE * (present.length - 1))];
        double high = present.length == 0 ? 0 : present[(int) (LIGHT_QUANTILE * (present.length - 1))];
        int[] palette = new int[CLEAR + 1];
        for (int level = 0; level < GREYS; level++) {
            palette[level] = 0xff000000 | 0x010101 * (DARKEST + (LIGHTEST - DARKEST) * level / (GREYS - 1));
        }
        int[] levels = new int[numbers.length];
        Arrays.setAll(levels, i -> {
            double share = high > low ? (numbers[i] - low) / (high - low) : 1;
            boolean clear = !Double.isFinite(numbers[i]) || numbers[i] == 0;
            return clear ? CLEAR : (int) Math.round(Math.min(1, Math.max(0, share)) * (GREYS - 1));
        });
        return image(palette, levels);
    }

    private BufferedImage image(int[] palette, int[] levels) {
        IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, true, CLEAR, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_INDEXED, model);
        image.getRaster().setPixels(0, 0, columns, rows, levels);
        return image;
    }
}

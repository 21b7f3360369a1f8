package io.unfade.workflow.page;

import io.unfade.fmri.draw.BrainFigure;
import io.unfade.fmri.draw.BrainImage;
import io.unfade.fmri.draw.BrainScale;
import io.unfade.fmri.draw.BrainView;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.map.BrainMaps;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.TimeSlider;
import io.unfade.workflow.result.ExplainedBlocks;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Draws values of regions as pictures of the brain. */
public final class BrainViews {
    private static final long MOST_VOXELS = 60_000_000;

    private final BrainMaps places;
    private final @Nullable Volume background;

    private BrainViews(BrainMaps places, @Nullable Volume background) {
        this.places = places;
        this.background = background;
    }

    /**
     * {@return the locations of the regions of some series; null if they are not in an image}
     *
     * @throws io.unfade.check.MalformedFileException if the images next to the series are of other series
     */
    public static @Nullable BrainViews of(ExplainedBlocks explained) throws IOException {
        if (!explained.context().inImage()) {
            return null;
        }
        Path file = Prepared.backgroundOf(explained.file());
        Volume background = Files.exists(file) ? NiftiImage.open(file).readVolume() : null;
        return new BrainViews(BrainMaps.of(explained.context(), explained.file()), background);
    }

    private BrainImage image(double[] values) {
        return BrainImage.of(places.image(values, Double.NaN));
    }

    /**
     * {@return for each map three cuts through its peak over the mean image, and a glass brain}
     *
     * @param titles of the maps
     * @param label what the values are, with their unit
     * @param maps values of the regions; all on one scale
     */
    List<Figure> places(List<String> titles, String label, List<double[]> maps) {
        List<BrainImage> images = maps.stream().map(this::image).toList();
        BrainScale scale = BrainScale.of(label, images);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            BrainImage image = images.get(i);
            BrainImage before = background == null ? image : image.withBackground(background);
            boolean slice = image.views().size() == 1;
            String title = titles.get(i);
            figures.add(BrainFigure.cuts(slice ? title : title + ", cuts through the strongest place", before, scale));
            if (!slice) {
                figures.add(BrainFigure.glass(title + ", glass brain", image, scale));
            }
        }
        return figures;
    }

    /** {@return the number of moments of some brains that fit in memory} */
    int mostMoments(int brains, int most) {
        return (int) Math.max(
                3, Math.min(most, MOST_VOXELS / ((long) places.grid().size() * brains)));
    }

    /**
     * {@return glass brains of some classes at each moment, all on one scale}
     *
     * @param names of the classes
     * @param values by class, moment and region
     * @param moments their names
     */
    TimeSlider overTime(String label, List<String> names, double[][][] values, List<String> moments) {
        double largest = Arrays.stream(values)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        List<TimeSlider.Frame> frames = new ArrayList<>();
        for (int m = 0; m < moments.size(); m++) {
            int moment = m;
            List<BrainImage> images =
                    Arrays.stream(values).map(each -> image(each[moment])).toList();
            frames.add(new TimeSlider.Frame(
                    moments.get(m), glass(label, names, images).withLargest(largest)));
        }
        return new TimeSlider(
                "Mean maps of the classes. Colours mean the same at all moments, so that they can be compared.",
                frames);
    }

    /** {@return classes below one another, from all sides} */
    private static BrainFigure glass(String label, List<String> names, List<BrainImage> images) {
        List<BrainFigure.Row> rows = IntStream.range(0, names.size())
                .mapToObj(k -> new BrainFigure.Row(names.get(k), List.of(images.get(k))))
                .toList();
        return BrainFigure.grid("Glass brains", label, List.of(""), rows)
                .withViews(List.of(BrainView.SAGITTAL, BrainView.CORONAL, BrainView.AXIAL));
    }
}

package io.unfade.report.page;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of different time points, selected with a slider, two buttons, or the arrow keys. In print and without
 * scripts the first, the middle and the last are shown; the files next to the page contain all of them.
 *
 * <p>All figures are part of the page, so its size grows with their number.
 *
 * @param caption for all of them
 * @param frames in the order of time, at least one
 */
public record TimeSlider(String caption, List<Frame> frames) implements PageBlock {
    /**
     * One time point.
     *
     * @param label its time, such as {@code 7.5 s after onset, on task}
     * @param figure at this time
     */
    public record Frame(String label, Figure figure) {}

    /** Copies the list. */
    public TimeSlider {
        Require.argument(!frames.isEmpty(), "the slider '%s' needs at least one frame", caption);
        frames = List.copyOf(frames);
    }

    /** {@return the index of the middle frame, where the slider starts} */
    private int middle() {
        return (frames.size() - 1) / 2;
    }

    /** {@return whether a frame is also printed} */
    private boolean kept(int index) {
        return index == 0 || index == middle() || index == frames.size() - 1;
    }

    @Override
    public String html(PageFigures figures) throws IOException {
        List<Values> moments = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            moments.add(new Values()
                    .with("label", frame.label())
                    .with("kept", kept(i))
                    .with("figures", figures.html(frame.label(), List.of(frame.figure()))));
        }
        return Template.SLIDER.filled(new Values()
                .with("caption", caption)
                .with("frames", moments)
                .with("count", frames.size())
                .with("last", frames.size() - 1)
                .with("middle", middle())
                .with("several", frames.size() > 1));
    }
}

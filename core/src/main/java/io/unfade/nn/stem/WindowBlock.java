package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import io.unfade.math.StreamState;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

/** The stem of overlapping windows. Copies each cell size / stride times; no arithmetic. */
final class WindowBlock extends StemBlock {
    private final Stem.Windows stem;
    private final int features;

    WindowBlock(Stem.Windows stem, int features) {
        super(stem, features);
        this.stem = stem;
        this.features = features;
    }

    @Override
    public NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray windows = Frame.of(stem.size(), stem.alignment()).windows(lengths.clear(x), stem.stride());
        return lengths(lengths).clear(windows);
    }

    @Override
    StemStream causalStream() {
        RecentSteps recent = new RecentSteps(stem.size(), features);
        double[] window = new double[stem.size() * features];
        return new StemStream() {
            private int untilNext;

            @Override
            public double @Nullable [] step(double[] x) {
                recent.add(x);
                if (untilNext > 0) {
                    untilNext--;
                    return null;
                }
                untilNext = stem.stride() - 1;
                recent.copyTo(window);
                return window;
            }

            @Override
            public void reset() {
                recent.reset();
                untilNext = 0;
            }

            @Override
            public void pass(StreamState state) {
                recent.pass(state);
                untilNext = state.number(untilNext);
            }
        };
    }
}

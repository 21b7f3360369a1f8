package io.unfade.nn.stem;

import io.unfade.math.StreamState;
import org.jspecify.annotations.Nullable;

/** Streams one after the other. Only the first may have an output left at the end of a series. */
final class StreamChain implements StemStream {
    private final StemStream[] streams;

    StreamChain(StemStream... streams) {
        this.streams = streams;
    }

    @Override
    public double @Nullable [] step(double[] x) {
        return through(x, 0);
    }

    private double @Nullable [] through(double @Nullable [] x, int first) {
        double[] values = x;
        for (int i = first; i < streams.length && values != null; i++) {
            values = streams[i].step(values);
        }
        return values;
    }

    @Override
    public double @Nullable [] end() {
        return through(streams[0].end(), 1);
    }

    @Override
    public void pass(StreamState state) {
        for (StemStream stream : streams) {
            stream.pass(state);
        }
    }

    @Override
    public void reset() {
        for (StemStream stream : streams) {
            stream.reset();
        }
    }
}

package io.unfade.workflow.audit;

import io.unfade.check.Progress;
import io.unfade.piece.Piece;
import io.unfade.piece.PieceRun;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;

/**
 * The time that the pieces of an audit may take. A piece begins only if the longest of its kind so far would still fit, and is
 * given up when the time is over.
 */
public final class Deadline implements PieceRun.Limit {
    private final double end;
    private final DoubleSupplier clock;
    private final Map<String, Double> begun = new HashMap<>();
    private final Map<String, Double> longest = new HashMap<>();
    private final Set<String> open = new TreeSet<>();

    /**
     * A time that is over at some time of a clock.
     *
     * @param end in seconds
     * @param clock now, in seconds
     */
    public Deadline(double end, DoubleSupplier clock) {
        this.end = end;
        this.clock = clock;
    }

    /** {@return the part of a key that pieces of about the same cost share} */
    private static String kind(Piece piece) {
        return piece.key().substring(0, (piece.key() + "-").indexOf('-'));
    }

    @Override
    public synchronized boolean begins(Piece piece) {
        double now = clock.getAsDouble();
        if (now + longest.getOrDefault(kind(piece), 0.0) > end) {
            return false;
        }
        begun.put(piece.key(), now);
        open.add(piece.key());
        return true;
    }

    /**
     * {@return the pieces that began and were not done when the time was over, in words}
     *
     * @param failed the keys of pieces that failed, which more time would not help
     */
    public synchronized List<String> givenUp(Set<String> failed) {
        return clock.getAsDouble() > end
                ? open.stream()
                        .filter(key -> !failed.contains(key))
                        .map(PieceWords::of)
                        .toList()
                : List.of();
    }

    @Override
    public Progress of(Piece piece, Progress progress) {
        return new Progress() {
            @Override
            public boolean live() {
                return false;
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled() || clock.getAsDouble() > end;
            }
        };
    }

    @Override
    public synchronized void stored(Piece piece) {
        open.remove(piece.key());
        Double start = begun.get(piece.key());
        if (start != null) {
            longest.merge(kind(piece), clock.getAsDouble() - start, Math::max);
        }
    }
}

package io.unfade.piece;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.engine.Parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Computes the pieces that are not in a folder: as many at a time as the engine has threads, each on one thread, so that a piece
 * gives the same on any machine and beside any others.
 */
public final class PieceRun {
    private final List<Piece> pieces;
    private final PieceStore store;

    /**
     * Work on a folder.
     *
     * @param pieces in order of computation; none depends on another
     */
    public PieceRun(List<Piece> pieces, PieceStore store) {
        this.pieces = List.copyOf(pieces);
        this.store = store;
    }

    /** What may be computed now. */
    public interface Limit {
        /** Everything. */
        Limit NONE = piece -> true;

        /** {@return whether a piece may begin} */
        boolean begins(Piece piece);

        /**
         * {@return the progress of a piece that begins; if it is cancelled although the whole is not, the piece is given up, and
         * not kept}
         *
         * @param progress of the whole, without a display
         */
        default Progress of(Piece piece, Progress progress) {
            return progress;
        }

        /** Called after a piece was stored. */
        default void stored(Piece piece) {}
    }

    /** {@return the pieces that are not in the folder} */
    public List<Piece> left() throws IOException {
        List<Piece> left = new ArrayList<>();
        for (Piece piece : pieces) {
            if (store.find(piece) == null) {
                left.add(piece);
            }
        }
        return left;
    }

    /** {@return the records that are in the folder, by key, in the order of the pieces} */
    public Map<String, JsonNode> records() throws IOException {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            JsonNode record = store.find(piece);
            if (record != null) {
                records.put(piece.key(), record);
            }
        }
        return records;
    }

    /**
     * Computes and stores what is left.
     *
     * @param task name of the work in updates
     * @param progress receives an update at the start and after each piece
     * @throws CancellationException if it was cancelled; finished pieces are kept
     * @throws IllegalStateException if a piece fails; the message names it
     */
    public void compute(String task, Limit limit, Progress progress) throws IOException {
        List<Piece> left = left();
        Count count = new Count(task, progress, pieces.size() - left.size(), pieces.size());
        count.tell("");
        try {
            Parallel.forEachAlone(left, piece -> {
                progress.check();
                if (limit.begins(piece) && isStored(piece, limit, progress)) {
                    count.one(piece.key());
                }
            });
        } catch (CancellationException e) {
            throw count.cancelled();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Computes and stores one piece. */
    public void compute(Piece piece, Progress progress) throws IOException {
        store.keep(piece, computed(piece, progress));
    }

    private boolean isStored(Piece piece, Limit limit, Progress progress) {
        try {
            compute(piece, limit.of(piece, progress.quiet()));
            limit.stored(piece);
            return true;
        } catch (CancellationException e) {
            progress.check();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode computed(Piece piece, Progress progress) {
        try {
            return piece.computation().apply(progress);
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(piece.key() + ": " + e.getMessage(), e);
        }
    }

    /** Counts finished pieces. */
    private static final class Count {
        private final String task;
        private final Progress progress;
        private final int of;
        private int done;

        Count(String task, Progress progress, int found, int of) {
            this.task = task;
            this.progress = progress;
            this.of = of;
            done = found;
        }

        synchronized void one(String key) {
            done++;
            tell(key);
        }

        void tell(String key) {
            double share = of == 0 ? 1 : (double) done / of;
            progress.update(task, share, String.format(Locale.ROOT, "%d of %d runs  %s", done, of, key));
        }

        synchronized CancellationException cancelled() {
            return new CancellationException(
                    String.format(Locale.ROOT, "%s: interrupted after %d of %d runs, which are kept", task, done, of));
        }
    }
}

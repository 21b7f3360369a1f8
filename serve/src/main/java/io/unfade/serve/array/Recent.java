package io.unfade.serve.array;

import io.unfade.serve.fact.Stamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;

/**
 * The files that were read last, up to a sum of weights, each as it is now. Two that ask for one file at once wait for one
 * reading. Thread-safe.
 *
 * @param <T> what is read of a file
 */
public final class Recent<T> {
    private final long most;
    private final ToLongFunction<T> weight;
    private final Map<Path, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param most sum of the weights of what is kept; the last one is kept even if it alone is heavier
     * @param weight of what was read
     */
    public Recent(long most, ToLongFunction<T> weight) {
        this.most = most;
        this.weight = weight;
    }

    private record Entry<T>(Stamp stamp, CompletableFuture<T> value) {}

    /** Reads a file. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /**
     * {@return a file's content, read now or before}
     *
     * @throws IOException if it cannot be read
     */
    public T of(Path file, Reading<T> reading) throws IOException {
        Stamp stamp = Stamp.of(file);
        Entry<T> entry;
        boolean first = false;
        synchronized (entries) {
            entry = entries.get(file);
            if (entry == null || !entry.stamp().equals(stamp)) {
                entry = new Entry<>(stamp, new CompletableFuture<>());
                entries.put(file, entry);
                first = true;
            }
        }
        if (first) {
            read(file, entry, reading);
        }
        return await(entry);
    }

    private void read(Path file, Entry<T> entry, Reading<T> reading) {
        try {
            entry.value().complete(reading.read(file));
            trim(entry);
        } catch (IOException | RuntimeException | Error e) {
            synchronized (entries) {
                entries.remove(file, entry);
            }
            entry.value()
                    .completeExceptionally(
                            e instanceof OutOfMemoryError
                                    ? new IllegalArgumentException(
                                            file + ": needs more memory to be read than there is", e)
                                    : e);
        }
    }

    private T await(Entry<T> entry) throws IOException {
        try {
            return entry.value().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        }
    }

    /** Drops what was used longest ago until the rest is light enough. */
    private void trim(Entry<T> kept) {
        synchronized (entries) {
            long sum = entries.values().stream().mapToLong(this::weight).sum();
            var oldest = entries.values().iterator();
            while (sum > most && oldest.hasNext()) {
                Entry<T> entry = oldest.next();
                if (!entry.equals(kept) && entry.value().isDone()) {
                    sum -= weight(entry);
                    oldest.remove();
                }
            }
        }
    }

    private long weight(Entry<T> entry) {
        boolean known = entry.value().isDone() && !entry.value().isCompletedExceptionally();
        return known ? weight.applyAsLong(entry.value().join()) : 0;
    }
}

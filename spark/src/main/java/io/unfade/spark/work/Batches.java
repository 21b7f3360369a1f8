package io.unfade.spark.work;

import org.apache.spark.sql.Row;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Divides what comes into batches, of which the last is not small: it is taken together with the one before. */
final class Batches implements Iterator<List<Row>> {
    private final Iterator<Row> rows;
    private final int size;
    private final int fewest;
    private List<Row> ahead = new ArrayList<>();

    /**
     * Batches of rows.
     *
     * @param size of each
     * @param fewest of the last one, unless there are no others
     */
    Batches(Iterator<Row> rows, int size, int fewest) {
        this.rows = rows;
        this.size = size;
        this.fewest = fewest;
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || rows.hasNext();
    }

    @Override
    public List<Row> next() {
        List<Row> batch = ahead;
        fill(batch, size);
        List<Row> following = new ArrayList<>();
        fill(following, fewest);
        ahead = following;
        if (following.size() < fewest) {
            batch.addAll(following);
            ahead = new ArrayList<>();
        }
        return batch;
    }

    private void fill(List<Row> batch, int count) {
        while (batch.size() < count && rows.hasNext()) {
            batch.add(rows.next());
        }
    }
}

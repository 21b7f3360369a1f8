package io.unfade.serve.array;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** A file of series, looked at one series at a time. */
public interface SeriesView {
    /** {@return what there is one of for each series, and for each feature} */
    Summary summary() throws IOException;

    /**
     * {@return a series}
     *
     * @param index below the summary's count
     */
    Matrix values(int index) throws IOException;

    /**
     * {@return the marks of a series; null if the file has none}
     *
     * @param name {@code reference} or {@code distractor}
     * @param index below the summary's count
     */
    @Nullable
    Mask mask(String name, int index) throws IOException;

    /**
     * {@return the mean of each cell over the series that have its step, NaN where none has; null where not all series are in
     * memory}
     */
    default @Nullable Matrix mean() {
        SeriesSet set = whole();
        return set == null ? null : Matrix.meanOf(set);
    }

    /** {@return all series, where memory allows; null where it does not} */
    @Nullable
    SeriesSet whole();

    /** {@return what this view holds in memory, in bytes, about} */
    long weight();

    /**
     * What the file says of its series.
     *
     * @param labels index of each series' class; null without labels
     */
    record Summary(
            int steps,
            int features,
            int[] lengths,
            int @Nullable [] labels,
            List<String> classNames,
            List<String> featureNames,
            List<String> ids,
            boolean hasReference,
            boolean hasDistractor) {
        public int count() {
            return lengths.length;
        }

        public ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("count", count());
            json.put("steps", steps);
            json.put("features", features);
            put(json.putArray("lengths"), lengths);
            if (labels == null) {
                json.putNull("labels");
            } else {
                put(json.putArray("labels"), labels);
            }
            classNames.forEach(json.putArray("classNames")::add);
            featureNames.forEach(json.putArray("featureNames")::add);
            ids.forEach(json.putArray("ids")::add);
            json.put("hasReference", hasReference);
            json.put("hasDistractor", hasDistractor);
            return json;
        }

        public static void put(ArrayNode array, int[] numbers) {
            for (int number : numbers) {
                array.add(number);
            }
        }
    }
}

package io.unfade.serve.fact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How large a set of series is.
 *
 * @param count of series
 * @param shortest steps of the shortest series
 * @param longest of the longest
 * @param features of each step
 * @param classes that the file names; null without labels, or if unknown
 * @param hasReference whether it is known which cells are informative
 */
public record SeriesFacts(
        int count,
        int shortest,
        int longest,
        int features,
        @Nullable Integer classes,
        boolean hasReference) {
    static SeriesFacts of(SeriesSet set) {
        int[] lengths = IntStream.range(0, set.count()).map(set::length).toArray();
        return new SeriesFacts(
                set.count(),
                IntStream.of(lengths).min().orElse(0),
                set.steps(),
                set.features(),
                set.hasLabels() ? set.classCount() : null,
                set.hasReference());
    }

    /** {@return the facts by key} */
    ObjectNode about() {
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        about.put("count", count);
        about.put("steps", longest);
        about.put("features", features);
        about.put("classes", classes);
        about.put("hasReference", hasReference);
        return about;
    }

    /** {@return them in words, such as {@code 300 series of 100 steps, 100 features, 2 classes}} */
    String title() {
        String steps = shortest == longest ? amount(longest, "step") : shortest + " to " + amount(longest, "step");
        String end = classes == null ? "" : ", " + amount(classes, "class");
        return String.format(Locale.ROOT, "%,d series of %s, %s%s", count, steps, amount(features, "feature"), end);
    }

    static String amount(long number, String what) {
        String plural = what.endsWith("s") ? what + "es" : what + "s";
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? what : plural);
    }
}

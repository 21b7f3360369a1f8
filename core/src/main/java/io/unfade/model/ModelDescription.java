package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.nn.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code model.json} says: the architecture and how data must be prepared and named.
 *
 * @param spec the architecture
 * @param standardization how inputs are standardised
 * @param classNames K names by class index; null if unknown
 * @param featureNames C names; null if unknown
 */
public record ModelDescription(
        ModelSpec spec,
        Standardization standardization,
        @Nullable List<String> classNames,
        @Nullable List<String> featureNames) {
    /** Checks that there are as many names as classes and features. */
    public ModelDescription {
        Require.argument(
                classNames == null || classNames.size() == spec.classes(),
                "classNames must hold %d names, but holds %d",
                spec.classes(),
                classNames == null ? 0 : classNames.size());
        Require.argument(
                featureNames == null || featureNames.size() == spec.features(),
                "featureNames must hold %d names, but holds %d",
                spec.features(),
                featureNames == null ? 0 : featureNames.size());
    }

    /**
     * {@return the description of a model of some labelled series; names that were only counted are left out}
     *
     * @param spec of the set's features and classes
     */
    public static ModelDescription of(ModelSpec spec, Standardization standardization, SeriesSet set) {
        return new ModelDescription(
                spec, standardization, set.classNames(), isNumbered(set.featureNames()) ? null : set.featureNames());
    }

    /** {@return the entries of {@code model.json} by key, as texts, in their order} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        ModelJson.toJson(this)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().toString()));
        return map;
    }

    /** {@return the name of a class: its index where names are unknown} */
    public String className(int index) {
        return classNames == null ? Integer.toString(index) : classNames.get(index);
    }

    /** {@return all class names by index} */
    public List<String> allClassNames() {
        return IntStream.range(0, spec.classes()).mapToObj(this::className).toList();
    }

    /**
     * {@return the set with class indices that mean the same as the model's}
     *
     * @throws IllegalArgumentException if features or classes are not the model's
     */
    public SeriesSet align(SeriesSet set) {
        Require.argument(
                set.features() == spec.features(),
                "the model was made for %d features, but the data have %d",
                spec.features(),
                set.features());
        if (featureNames != null && !isNumbered(set.featureNames())) {
            for (int c = 0; c < spec.features(); c++) {
                Require.argument(
                        featureNames.get(c).equals(set.featureNames().get(c)),
                        "feature %d is '%s' in the model, but '%s' in the data",
                        c,
                        featureNames.get(c),
                        set.featureNames().get(c));
            }
        }
        return set.hasLabels() ? set.withClassNames(allClassNames()) : set;
    }

    /** {@return whether the names are those given to features without names} */
    public static boolean isNumbered(List<String> names) {
        return IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals("f" + i));
    }
}

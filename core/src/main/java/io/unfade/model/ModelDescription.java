package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.ReadOptions;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What {@code model.json} says: the architecture and how data must be prepared and named.
 *
 * @param spec the architecture
 * @param standardization how inputs are standardised
 * @param classNames K names by class index; null if unknown
 * @param featureNames C names; null if unknown
 * @param reading how the training series were read; null if unknown
 */
public record ModelDescription(
        ModelSpec spec,
        Standardization standardization,
        @Nullable List<String> classNames,
        @Nullable List<String> featureNames,
        @Nullable ReadingRule reading) {
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

    /** A description that says nothing of how series are read. */
    public ModelDescription(
            ModelSpec spec,
            Standardization standardization,
            @Nullable List<String> classNames,
            @Nullable List<String> featureNames) {
        this(spec, standardization, classNames, featureNames, null);
    }

    /**
     * {@return how to read a file of series for this model: as the training series were read, or by the defaults where that is
     * unknown}
     *
     * @throws IllegalArgumentException if the file's name says no known format
     */
    public ReadOptions readOptions(Path file) {
        return reading == null ? ReadOptions.defaults() : reading.options(file);
    }

    /** {@return the same description with how series are read} */
    public ModelDescription withReading(@Nullable ReadingRule rule) {
        return new ModelDescription(spec, standardization, classNames, featureNames, rule);
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
     * <p>Classes are matched by name; one that the model does not know gets an index of K or more, so that its series can be
     * read but not judged. If the model has no names and the set has K classes, none named 0..K-1, they are matched by place.
     * Features stay in the order of the set; where both sides have names, these must be the same, in any
     * order.
     *
     * @throws IllegalArgumentException if the features are not the model's
     */
    public SeriesSet align(SeriesSet set) {
        featureOrder(set);
        return set.hasLabels() && !byPlace(set) ? set.withClassNames(withUnknown(set)) : set;
    }

    /**
     * {@return the set as {@link #align} gives it, for a use that needs the class of every series}
     *
     * @throws IllegalArgumentException if the features are not the model's, there are no labels, or a series is of a class
     *     that the model does not know
     */
    public SeriesSet alignLabelled(SeriesSet set) {
        featureOrder(set);
        Require.argument(set.hasLabels(), "labels are needed, but the series have none");
        return byPlace(set) ? set : set.withClassNames(allClassNames());
    }

    /** {@return whether the model's classes have no names, and the set has as many, none of which is one of 0..K-1} */
    private boolean byPlace(SeriesSet set) {
        return classNames == null
                && set.classCount() == spec.classes()
                && set.classNames().stream().noneMatch(allClassNames()::contains);
    }

    /**
     * {@return which feature of the set is the model's first, second, ...: matched by name where both sides have names, else
     * by place}
     *
     * @throws IllegalArgumentException if the features are not the model's
     */
    int[] featureOrder(SeriesSet set) {
        Require.argument(
                set.features() == spec.features(),
                "the model was made for %d features, but the series have %d",
                spec.features(),
                set.features());
        List<String> names = set.featureNames();
        if (featureNames == null || isNumbered(featureNames) || isNumbered(names) || names.equals(featureNames)) {
            return IntStream.range(0, names.size()).toArray();
        }
        List<String> lacking = without(featureNames, names);
        List<String> unknown = without(names, featureNames);
        Require.argument(
                lacking.isEmpty() && unknown.isEmpty(),
                "the series lack features of the model: %s; and have features that it does not know: %s",
                lacking,
                unknown);
        Require.argument(
                Set.copyOf(names).size() == names.size()
                        && Set.copyOf(featureNames).size() == names.size(),
                "features are in another order than the model's, and cannot be matched by name, as a name is used"
                        + " twice: %s",
                names);
        return featureNames.stream().mapToInt(names::indexOf).toArray();
    }

    private static List<String> without(List<String> names, List<String> others) {
        Set<String> known = Set.copyOf(others);
        return names.stream().filter(name -> !known.contains(name)).toList();
    }

    /** {@return the model's classes, then those that series of the set have and the model does not know} */
    private List<String> withUnknown(SeriesSet set) {
        List<String> all = new ArrayList<>(allClassNames());
        IntStream.range(0, set.count())
                .mapToObj(i -> set.classNames().get(set.label(i)))
                .distinct()
                .filter(name -> !all.contains(name))
                .sorted()
                .forEachOrdered(all::add);
        return all;
    }

    /** {@return whether the names are those given to features without names} */
    public static boolean isNumbered(List<String> names) {
        return IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals("f" + i));
    }
}

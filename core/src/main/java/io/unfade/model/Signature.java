package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inputs and outputs of a model.
 *
 * @param features C
 * @param classes K
 * @param names of classes and features; either may be unknown
 * @param standardizer applied to a series before the model reads it
 * @param precision of the model's arithmetic
 * @param outputs available from the model, in the order of {@link Output}
 * @param masksPadding whether series of different lengths may share a batch
 */
public record Signature(
        int features,
        int classes,
        Names names,
        Standardizer standardizer,
        Precision precision,
        Set<Output> outputs,
        boolean masksPadding) {
    /**
     * Names by index.
     *
     * @param ofClasses K names; null if unknown
     * @param ofFeatures C names; null if unknown
     */
    public record Names(
            @Nullable List<String> ofClasses, @Nullable List<String> ofFeatures) {
        /** No names. */
        public static final Names UNKNOWN = new Names(null, null);
    }

    /** Checks the sizes. */
    public Signature {
        Require.argument(
                features >= 1 && classes >= 1,
                "a model needs features and classes, but has %d and %d",
                features,
                classes);
        outputs = Collections.unmodifiableSet(EnumSet.copyOf(outputs));
    }

    /**
     * {@return the signature of a model with unnamed features and classes that reads raw series of any length in double
     * precision}
     */
    public static Signature of(int features, int classes, Output output) {
        return new Signature(
                features, classes, Names.UNKNOWN, Standardizer.none(), Precision.DOUBLE, EnumSet.of(output), false);
    }

    /** {@return a copy with other outputs} */
    public Signature withOutputs(Output first, Output... others) {
        return new Signature(
                features, classes, names, standardizer, precision, EnumSet.of(first, others), masksPadding);
    }

    /**
     * Checks that the model has an output.
     *
     * @throws IllegalArgumentException if not; the message lists those it has
     */
    public void checkGives(Output output) {
        Require.argument(
                outputs.contains(output),
                "the model provides no %s, only %s",
                output.key(),
                outputs.stream().map(Output::key).collect(Collectors.joining(", ")));
    }

    /** {@return the name of a class: its index if names are unknown} */
    public String className(int index) {
        return names.ofClasses() == null
                ? Integer.toString(index)
                : names.ofClasses().get(index);
    }

    /** {@return all class names by index} */
    public List<String> allClassNames() {
        return IntStream.range(0, classes).mapToObj(this::className).toList();
    }

    /**
     * {@return the set with the model's class indices}
     *
     * <p>Classes are matched by name; unknown ones get indices of K or more, so their series can be read but not
     * evaluated. If the model has no names and the set has K classes, none named 0..K-1, they are matched by position.
     * Features stay in the order of the set; if both sides have names, these must agree, in any order.
     *
     * @throws IllegalArgumentException if the features are not the model's
     */
    public SeriesSet align(SeriesSet set) {
        featureOrder(set);
        return set.hasLabels() && !byPlace(set) ? set.withClassNames(withUnknown(set)) : set;
    }

    /**
     * {@return as {@link #align}, for uses that need the class of every series}
     *
     * @throws IllegalArgumentException if the features are not the model's, there are no labels, or a series has a
     *     class unknown to the model
     */
    public SeriesSet alignLabelled(SeriesSet set) {
        featureOrder(set);
        Require.argument(set.hasLabels(), "labels are needed, but the series have none");
        return byPlace(set) ? set : set.withClassNames(allClassNames());
    }

    /** {@return whether the model's classes are unnamed, and the set has the same number, none named 0..K-1} */
    private boolean byPlace(SeriesSet set) {
        return names.ofClasses() == null
                && set.classCount() == classes
                && set.classNames().stream().noneMatch(allClassNames()::contains);
    }

    /**
     * {@return the feature of the set that is the model's first, second, ...: matched by name if both sides have names,
     * else by position}
     *
     * @throws IllegalArgumentException if the features are not the model's
     */
    int[] featureOrder(SeriesSet set) {
        Require.argument(
                set.features() == features,
                "the model was made for %d features, but the series have %d",
                features,
                set.features());
        List<String> found = set.featureNames();
        List<String> featureNames = names.ofFeatures();
        if (featureNames == null || isNumbered(featureNames) || isNumbered(found) || found.equals(featureNames)) {
            return IntStream.range(0, found.size()).toArray();
        }
        List<String> lacking = without(featureNames, found);
        List<String> unknown = without(found, featureNames);
        Require.argument(
                lacking.isEmpty() && unknown.isEmpty(),
                "the series lack features of the model: %s; and have features that it does not know: %s",
                lacking,
                unknown);
        Require.argument(
                Set.copyOf(found).size() == found.size()
                        && Set.copyOf(featureNames).size() == found.size(),
                "features are in another order than the model's, and cannot be matched by name, as a name is used"
                        + " twice: %s",
                found);
        return featureNames.stream().mapToInt(found::indexOf).toArray();
    }

    private static List<String> without(List<String> names, List<String> others) {
        Set<String> known = Set.copyOf(others);
        return names.stream().filter(name -> !known.contains(name)).toList();
    }

    /** {@return the model's classes, then those of the set's series that are unknown to the model} */
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

    /** {@return whether the names are those generated for unnamed features} */
    public static boolean isNumbered(List<String> names) {
        return IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals("f" + i));
    }
}

package io.unfade.model;

import io.unfade.check.Range;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.ReadOptions;
import io.unfade.math.Temperature;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The content of {@code model.json}: the architecture, and the preparation and naming of data.
 *
 * @param spec the architecture
 * @param standardization how inputs are standardised
 * @param classNames K names by class index; null if unknown
 * @param featureNames C names; null if unknown
 * @param reading how the training series were read; null if unknown
 * @param temperature by which logits are divided before they become probabilities; 1 unless calibrated
 * @param noiseLevel of the noise under which the model was trained, see {@link Model#noiseLevel}; 0 for none
 */
public record ModelDescription(
        ModelSpec spec,
        Standardization standardization,
        @Nullable List<String> classNames,
        @Nullable List<String> featureNames,
        @Nullable ReadingRule reading,
        double temperature,
        double noiseLevel) {
    /** Checks the numbers of names of classes and features, the temperature and the level. */
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
        Temperature.check(temperature);
        Range.NOT_NEGATIVE.require("noiseLevel", noiseLevel);
        Require.argument(
                measured(featureNames, reading) != null,
                "featureNames must be those of the series and then those that mark missing values, of %s",
                reading == null || reading.marks() == null
                        ? List.of()
                        : reading.marks().means().keySet());
    }

    /** {@return the names of the features before those that mark missing values; null if these are not the last ones} */
    private static @Nullable List<String> measured(@Nullable List<String> names, @Nullable ReadingRule reading) {
        MissingMarks marks = reading == null ? null : reading.marks();
        if (marks == null || marks.means().isEmpty()) {
            return List.of();
        }
        int count = names == null ? 0 : names.size() - 2 * marks.means().size();
        List<String> measured = names == null || count < 1 ? List.of() : names.subList(0, count);
        return marks.names(measured).equals(names) ? measured : null;
    }

    /** {@return C without the features that mark missing values: what series have that the model reads} */
    public int measuredFeatures() {
        MissingMarks.Stepwise marks = stepwiseMarks();
        return marks == null ? spec.features() : marks.features();
    }

    /** {@return what marks missing values of a series step by step; null if there are none to mark} */
    MissingMarks.@Nullable Stepwise stepwiseMarks() {
        List<String> measured = measured(featureNames, reading);
        return measured == null || measured.isEmpty() || reading == null || reading.marks() == null
                ? null
                : reading.marks().stepwise(measured);
    }

    /** A description without a reading rule, not calibrated. */
    public ModelDescription(
            ModelSpec spec,
            Standardization standardization,
            @Nullable List<String> classNames,
            @Nullable List<String> featureNames) {
        this(spec, standardization, classNames, featureNames, null, 1, 0);
    }

    /**
     * {@return the options to read a file of series for this model: those of the training series, or the defaults if
     * unknown}
     *
     * @throws IllegalArgumentException if the file's name has no known format
     */
    public ReadOptions readOptions(Path file) {
        return reading == null ? ReadOptions.defaults() : reading.options(file);
    }

    /** {@return a copy with a reading rule} */
    public ModelDescription withReading(@Nullable ReadingRule rule) {
        return new ModelDescription(spec, standardization, classNames, featureNames, rule, temperature, noiseLevel);
    }

    /** {@return a copy with a temperature} */
    public ModelDescription withTemperature(double other) {
        return new ModelDescription(spec, standardization, classNames, featureNames, reading, other, noiseLevel);
    }

    /** {@return a copy with the level of the noise in training} */
    public ModelDescription withNoiseLevel(double other) {
        return new ModelDescription(spec, standardization, classNames, featureNames, reading, temperature, other);
    }

    /** {@return a copy with another number of members} */
    public ModelDescription withMembers(int members) {
        return new ModelDescription(
                spec.withMembers(members), standardization, classNames, featureNames, reading, temperature, noiseLevel);
    }

    /**
     * {@return the description of a model for labelled series, without names that are only numbers}
     *
     * @param spec with the set's features and classes
     */
    public static ModelDescription of(ModelSpec spec, Standardization standardization, SeriesSet set) {
        return new ModelDescription(
                spec,
                standardization,
                set.classNames(),
                Signature.isNumbered(set.featureNames()) ? null : set.featureNames());
    }

    /** {@return the entries of {@code model.json} by key, as text, in their order} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        ModelJson.toJson(this)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().toString()));
        return map;
    }

    /**
     * {@return the signature of a model with this description}
     *
     * @param standardizer of the description's kind
     */
    public Signature signature(Standardizer standardizer, Precision precision) {
        return new Signature(
                spec.features(),
                spec.classes(),
                new Signature.Names(classNames, featureNames),
                standardizer,
                precision,
                EnumSet.allOf(Output.class),
                true);
    }

    /** {@return the name of a class: its index if names are unknown} */
    public String className(int index) {
        return classNames == null ? Integer.toString(index) : classNames.get(index);
    }

    /** {@return all class names by index} */
    public List<String> allClassNames() {
        return IntStream.range(0, spec.classes()).mapToObj(this::className).toList();
    }
}

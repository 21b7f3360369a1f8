package io.unfade.workflow.tune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.StemChoice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings that a search varies, and the values that they can take.
 *
 * @param dimensions that are searched
 */
public record SearchSpace(List<Dimension> dimensions) {
    /** Series shorter than this keep their stem, standardisation and time. */
    private static final int SHORT = 5;
    /** With fewer features a linear map is not tried. */
    private static final int MANY_FEATURES = 20;

    private static final int SMALLEST_BATCH = 4;

    /**
     * One or several settings that vary together.
     *
     * @param values each from names of settings to what they are
     */
    public record Dimension(List<Map<String, Object>> values) {
        /** Copies the values. */
        public Dimension {
            values = List.copyOf(values);
        }

        static Dimension of(String setting, Collection<?> values) {
            return new Dimension(values.stream()
                    .map(value -> Map.<String, Object>of(setting, value))
                    .toList());
        }

        static Dimension of(String setting, Object... values) {
            return of(setting, Arrays.asList(values));
        }

        Stream<String> settings() {
            return values.stream().flatMap(value -> value.keySet().stream()).distinct();
        }
    }

    /** Copies the list. */
    public SearchSpace {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * {@return all that can be searched for some series}
     *
     * @param wholeGroups whether groups of series are never divided
     */
    public static SearchSpace of(SeriesSet set, boolean wholeGroups) {
        return new SearchSpace(List.of(
                Dimension.of("stem", stems(set)),
                Dimension.of("stemWidth", 16, 32, 64),
                Dimension.of("stemDropout", 0.0, 0.2, 0.5),
                Dimension.of("cell", Cell.LSTM, Cell.GRU),
                new Dimension(List.of(
                        Map.of("hopPooling", HopPooling.MEAN, "hops", 8),
                        Map.of("hopPooling", HopPooling.CONCAT, "hops", 2),
                        Map.of("hopPooling", HopPooling.CONCAT, "hops", 4))),
                Dimension.of("readout", ReadoutKind.MEAN, ReadoutKind.MAX, ReadoutKind.LAST),
                Dimension.of("hidden", 32, 64, 128),
                Dimension.of("dropout", 0.1, 0.2, 0.5),
                Dimension.of("standardization", standardizations(set, wholeGroups)),
                Dimension.of("learningRate", 1e-3, 3e-3, 1e-2),
                Dimension.of("batchSize", batchSizes(set)),
                Dimension.of("weightDecay", 0.001, 0.01, 0.1),
                Dimension.of("labelSmoothing", 0.0, 0.05, 0.1),
                Dimension.of("noise", noises(set)),
                Dimension.of("scale", 0.0, 0.1, 0.3),
                Dimension.of("shift", inTime(set, 0.0, 0.05, 0.1)),
                Dimension.of("warp", inTime(set, 0.0, 0.05, 0.1)),
                Dimension.of("mix", 0.0, 0.2, 0.5)));
    }

    /** {@return the names of all settings that can be searched, as users write them} */
    public static Set<String> names() {
        SeriesSet any = SeriesSet.builder(Precision.SINGLE, 1, SHORT, 1).build();
        Set<String> names = new TreeSet<>();
        of(any, false).dimensions().stream()
                .flatMap(Dimension::settings)
                .map(RequestJson::key)
                .forEach(names::add);
        return names;
    }

    /**
     * {@return this space without what a request gives or names}
     *
     * @param open gives each setting that has not its default
     * @param fixed names of settings, as users write them
     * @throws BadRequest if a name is none of the settings that can be searched, or nothing is left
     */
    public SearchSpace without(Request<?> open, Set<String> fixed) {
        Set<String> known = names();
        for (String name : fixed) {
            if (!known.contains(name)) {
                throw BadRequest.of(
                        "{fixed} must name settings that are searched: %s; but was '%s'%s",
                        String.join(", ", known), name, NearestWord.clause(name, known));
            }
        }
        Set<String> kept = new TreeSet<>(fixed);
        ObjectNode json = open.toJson();
        Setting.of(open.getClass().asSubclass(Record.class)).stream()
                .filter(setting -> setting.differs(json))
                .forEach(setting -> kept.add(RequestJson.key(setting.name())));
        if (kept.contains("adaptive-noise")) {
            kept.add("noise"); // the adaptive one is added to it
        }
        SearchSpace left = new SearchSpace(dimensions.stream()
                .filter(dimension -> dimension.values().size() > 1)
                .filter(dimension -> dimension.settings().map(RequestJson::key).noneMatch(kept::contains))
                .toList());
        if (left.dimensions().isEmpty()) {
            throw BadRequest.of(
                    "all settings that can be searched are given, so there is nothing to search; use train");
        }
        return left;
    }

    /** {@return values for some of the settings: each dimension is drawn with probability 1/2, else left as it is} */
    Map<String, Object> draw(Random random) {
        Map<String, Object> drawn = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            boolean changes = random.nextBoolean();
            int value = random.nextInt(dimension.values().size());
            if (changes) {
                drawn.putAll(dimension.values().get(value));
            }
        }
        return drawn;
    }

    private static List<StemChoice.Kind> stems(SeriesSet set) {
        List<StemChoice.Kind> stems = new ArrayList<>(List.of(StemChoice.Kind.NONE));
        if (set.steps() >= SHORT) {
            stems.add(StemChoice.Kind.WINDOWS);
            stems.add(StemChoice.Kind.CONV);
        }
        if (set.features() >= MANY_FEATURES) {
            stems.add(StemChoice.Kind.LINEAR);
        }
        return stems;
    }

    private static List<Standardization> standardizations(SeriesSet set, boolean wholeGroups) {
        List<Standardization> kinds = new ArrayList<>(List.of(Standardization.PER_FEATURE));
        if (set.steps() >= SHORT) {
            kinds.add(Standardization.PER_SERIES);
        }
        if (wholeGroups) {
            kinds.add(Standardization.PER_GROUP);
        }
        return kinds;
    }

    /** {@return none, the default, and twice of it} */
    private static List<Double> noises(SeriesSet set) {
        double usual = Objects.requireNonNull(
                Objects.requireNonNull(DataDefaults.of(set).optimization())
                        .augmentation()
                        .noise());
        return List.of(0.0, usual, 2 * usual);
    }

    /** {@return the default, half and twice of it} */
    private static List<Integer> batchSizes(SeriesSet set) {
        int usual = Objects.requireNonNull(
                Objects.requireNonNull(DataDefaults.of(set).optimization()).batchSize());
        return IntStream.of(usual / 2, usual, 2 * usual)
                .map(size -> Math.max(SMALLEST_BATCH, size))
                .distinct()
                .boxed()
                .toList();
    }

    private static List<Double> inTime(SeriesSet set, Double... values) {
        return set.steps() < SHORT ? List.of(values[0]) : List.of(values);
    }
}

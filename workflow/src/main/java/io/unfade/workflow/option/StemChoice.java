package io.unfade.workflow.option;

import io.unfade.check.Keyed;
import io.unfade.nn.spec.Stem;
import io.unfade.nn.spec.Stem.Alignment;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a new model reads its series through. What is null is left to a {@link Preset}; without one there is no stem. */
public record StemChoice(
        @Meaning(
                value = "What the model reads its series through: windows (overlapping windows as features), conv "
                        + "(convolutions with batch normalisation), linear (fewer features per step), or none.",
                label = "KIND",
                usual = Preset.BY_DATA)
        @Nullable
        Kind stem,

        @Meaning(
                value = "Steps that an output reads. windows: of a window. conv: of the kernels, with + between "
                        + "sizes side by side and a comma between layers, such as 3+9+17,3.",
                label = "SIZES",
                usual = "by the series' length",
                unless = {"stem none", "stem linear"})
        @Nullable
        String stemSize,

        @Meaning(
                value = "Steps from one output to the next; for conv of each layer.",
                label = "STRIDES",
                usual = "by the series' length",
                unless = {"stem none", "stem linear"})
        @Nullable
        String stemStride,

        @Meaning(
                value = "Features of an output. conv: filters of each size.",
                label = "N",
                usual = Preset.BY_DATA,
                unless = {"stem none", "stem windows"})
        @Nullable
        Integer stemWidth,

        @Meaning(
                value = "Steps read around an output's own (centred), or up to it (causal: the model can take a "
                        + "series step by step).",
                label = "RULE",
                unless = {"stem none", "stem linear"})
        Alignment stemAlignment,

        @Meaning(
                value = "Share of the series' values dropped in training.",
                label = "P",
                usual = Preset.BY_DATA,
                unless = "stem none")
        @Nullable
        Double stemDropout) {
    private static final int WIDTH = 32;
    private static final int SMALLEST_KERNEL = 3;
    private static final int WINDOWS_PER_SERIES = 10;
    private static final int STRIDES_PER_WINDOW = 3;
    private static final int OUTPUTS = 40;

    /** Kinds of stems. */
    public enum Kind implements Keyed {
        NONE,
        WINDOWS,
        CONV,
        LINEAR
    }

    /** All left open. */
    public StemChoice() {
        this(null, null, null, null, Alignment.CENTRED, null);
    }

    /**
     * {@return the stem, null for none}
     *
     * @param steps of the longest series
     */
    public @Nullable Stem stem(int steps) {
        double dropout = Preset.or(stemDropout, 0.0);
        return switch (Preset.or(stem, Kind.NONE)) {
            case NONE -> none();
            case LINEAR -> new Stem.Linear(width(), dropout);
            case WINDOWS -> windows(steps, dropout);
            case CONV -> new Stem.Convolutions(layers(steps), stemAlignment, dropout);
        };
    }

    private @Nullable Stem none() {
        Stream.of(
                        Map.entry("stemSize", stemSize != null),
                        Map.entry("stemStride", stemStride != null),
                        Map.entry("stemWidth", stemWidth != null))
                .filter(Map.Entry::getValue)
                .findFirst()
                .ifPresent(given -> {
                    throw BadRequest.of("{" + given.getKey() + "} has no meaning without {stem}");
                });
        return null;
    }

    private int width() {
        return Preset.or(stemWidth, WIDTH);
    }

    private Stem windows(int steps, double dropout) {
        int size = stemSize == null
                ? Math.min(steps, Math.max(SMALLEST_KERNEL, steps / WINDOWS_PER_SERIES))
                : number(stemSize, "stemSize");
        int stride = stemStride == null ? Math.max(1, size / STRIDES_PER_WINDOW) : number(stemStride, "stemStride");
        return new Stem.Windows(size, stride, stemAlignment, dropout);
    }

    private List<Stem.Layer> layers(int steps) {
        List<List<Integer>> sizes = stemSize == null
                ? List.of(kernels(steps), List.of(SMALLEST_KERNEL))
                : parts(stemSize, ",").map(layer -> sizes(layer)).toList();
        List<Integer> strides = stemStride == null
                ? Stream.iterate(1, one -> one).limit(sizes.size()).toList()
                : parts(stemStride, ",").map(part -> number(part, "stemStride")).toList();
        if (strides.size() != sizes.size()) {
            throw BadRequest.of(
                    "{stemStride} needs a number for each of the %d layers, but has %d", sizes.size(), strides.size());
        }
        List<Stem.Layer> layers = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            int stride =
                    stemStride == null && i == 0 ? Math.max(1, Math.round((float) steps / OUTPUTS)) : strides.get(i);
            layers.add(new Stem.Layer(sizes.get(i), width(), stride));
        }
        return layers;
    }

    /** {@return the sizes for series of some steps: 3, a twentieth and a tenth of the length, odd} */
    private static List<Integer> kernels(int steps) {
        return Stream.of(SMALLEST_KERNEL, odd(steps / (2 * WINDOWS_PER_SERIES)), odd(steps / WINDOWS_PER_SERIES))
                .map(size -> Math.max(SMALLEST_KERNEL, size))
                .distinct()
                .toList();
    }

    private static int odd(int size) {
        return size / 2 * 2 + 1;
    }

    private static List<Integer> sizes(String layer) {
        return parts(layer, "\\+").map(part -> number(part, "stemSize")).toList();
    }

    private static Stream<String> parts(String text, String separator) {
        return Stream.of(text.split(separator, -1)).map(String::strip);
    }

    private static int number(String text, String setting) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw BadRequest.of("{" + setting + "} must be whole numbers, but holds '%s'", text);
        }
    }
}

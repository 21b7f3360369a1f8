package io.unfade.experiments.field;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.catalog.Attributions;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method to explain by.
 *
 * @param key its name in tables and published numbers
 * @param text the method of the library, with its options
 * @param view what it sees of the model
 */
record Asked(String key, String text, View view) {
    /** Methods whose maps do not depend on the model, to compare with. */
    private static final List<Asked> CONTROLS = List.of(one("random"), one("time-profile"), one("input-magnitude"));

    /** The same for series with a class, by the classes of the background. */
    private static final List<Asked> CONTROLS_OF_CLASSES = List.of(one("mean-difference"), one("linear-discriminant"));

    private static final Set<String> CONTROL_KEYS =
            joined(CONTROLS, CONTROLS_OF_CLASSES).stream().map(Asked::key).collect(Collectors.toUnmodifiableSet());

    /** For white boxes, which have no layers. */
    static final List<Asked> OF_WHITE_BOX = joined(
            List.of(
                    one("gradient"),
                    one("input-x-gradient"),
                    one("integrated-gradients", "steps=4"),
                    one("expected-gradients", "samples=20"),
                    one("timing", "steps=20"),
                    one("smooth-grad", "samples=10"),
                    new Asked("occlusion-zero", "occlusion", View.ONE),
                    new Asked("occlusion-mean", "occlusion baseline=mean", View.ONE),
                    one("permutation", "draws=2"),
                    one("shapley-sampling", "samples=2"),
                    new Asked(
                            "temporal-rescaling", "temporal-rescaling method=input-x-gradient quantile=0.9", View.ONE),
                    all(
                            "dynamask",
                            "preserve=all areas=5 area=0.25 tolerance=0.001 iterations=300 perturbation=average width=0"),
                    all("extremal-mask", "preserve=all size=0.001 change=1 restarts=1 iterations=500 rate=0.05")),
            CONTROLS);

    /** For models of series whose steps have classes; two classes, whose log-odds differ only in the sign. */
    static final List<Asked> OF_STEPS = joined(
            List.of(
                    one("gradient"),
                    one("input-x-gradient"),
                    one("integrated-gradients", "steps=16"),
                    one("expected-gradients", "samples=16"),
                    one("timing", "steps=16"),
                    one("smooth-grad", "samples=10"),
                    one("noise-gradient"),
                    one("evidence"),
                    growing("temporal-integrated-gradients", "steps=10"),
                    // as published, the mean of the training series; zeros are next to it
                    new Asked(
                            "occlusion-training-mean",
                            "time-forward method=occlusion method.baseline=training-mean",
                            View.GROWING),
                    new Asked("occlusion-zero", "time-forward method=occlusion", View.GROWING),
                    growing("win-it", "window=10 samples=3 mode=probabilities"),
                    all("dynamask", "preserve=all perturbation=baseline area=0.4 areas=2 iterations=150"),
                    all("extremal-mask", "preserve=all size=0.3 change=1 restarts=1 iterations=300 rate=0.03")),
            CONTROLS);

    /** For models of series with a class. */
    static final List<Asked> OF_SERIES = joined(
            List.of(
                    one("gradient"),
                    one("input-x-gradient"),
                    one("integrated-gradients", "steps=32"),
                    one("expected-gradients", "samples=32"),
                    one("timing", "steps=32"),
                    one("smooth-grad", "samples=16"),
                    one("noise-gradient"),
                    one("evidence"),
                    one("two-way"),
                    one("deeplift"),
                    one("lrp"),
                    one("window-path"),
                    new Asked("occlusion-window", "occlusion window=5 width=1 stride=2", View.ONE),
                    one("permutation", "groups=block window=5 width=1 draws=3"),
                    one("segment-shapley"),
                    one("dynamask", "perturbation=average width=0 area=0.3 areas=3 iterations=150"),
                    one("extremal-mask", "size=0.1 change=1 restarts=1 iterations=200 rate=0.05")),
            joined(CONTROLS_OF_CLASSES, CONTROLS));

    private static Asked one(String key, String... options) {
        return new Asked(key, text(key, options), View.ONE);
    }

    private static Asked growing(String key, String options) {
        return new Asked(key, text(key, options), View.GROWING);
    }

    private static Asked all(String key, String options) {
        return new Asked(key, text(key, options), View.ALL);
    }

    private static String text(String key, String... options) {
        return options.length == 0 ? key : key + " " + options[0];
    }

    private static List<Asked> joined(List<Asked> methods, List<Asked> others) {
        return Stream.concat(methods.stream(), others.stream()).toList();
    }

    /** {@return those of some names} */
    static List<Asked> named(List<Asked> methods, List<String> keys) {
        return methods.stream().filter(asked -> keys.contains(asked.key())).toList();
    }

    /** {@return whether it is a control of what the series of classes show, which is given all training series} */
    boolean isOfClasses() {
        return CONTROLS_OF_CLASSES.contains(this);
    }

    /** {@return whether maps of a method, by its key, do not depend on the model: a control} */
    static boolean isControl(String key) {
        return CONTROL_KEYS.contains(key);
    }

    /** {@return what is asked, for settings} */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("method", text)
                .put("options", method().options().toString())
                .put("view", view.key());
    }

    /** {@return the method} */
    Attribution method() {
        return Attributions.parse(text);
    }
}

package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;
import io.unfade.model.Model;
import io.unfade.model.Output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A method around another one, whose requirements are its own. */
interface Wrapper extends Attribution {
    /** The option by which the other method is chosen. */
    Kind.Option METHOD = new Kind.Option("method", "gradient", "the other method; its options are method.NAME");

    /** {@return the other method} */
    Attribution method();

    /** Fails if the other method is of the same kind. */
    static void checkOther(String name, Attribution method) {
        Require.argument(!method.kind().key().equals(name), "%s: method must be another one, but was %s", name, name);
    }

    /** {@return the method that is explained by in the end, through wrappers around others} */
    static Attribution innermost(Attribution method) {
        return method instanceof Wrapper wrapper ? innermost(wrapper.method()) : method;
    }

    /** {@return the other method as the option {@code method}, and its options by names that start with {@code method.}} */
    default Map<String, String> optionsOfOther() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("method", method().kind().key());
        method().options().forEach((name, value) -> options.put("method." + name, value));
        return options;
    }

    @Override
    default Map<String, String> takenFrom(Model model) {
        return method().takenFrom(model);
    }

    @Override
    default Class<? extends Model> needs() {
        return method().needs();
    }

    @Override
    default boolean needsBackground() {
        return method().needsBackground();
    }

    @Override
    default boolean dependsOnOutput() {
        return method().dependsOnOutput();
    }

    @Override
    default boolean isControl() {
        return method().isControl();
    }

    @Override
    default String ofConstantMaps() {
        return method().ofConstantMaps();
    }

    @Override
    default Unit unit() {
        return method().unit();
    }

    @Override
    default boolean isNonNegative() {
        return method().isNonNegative();
    }

    @Override
    default void check(Model model, Output output) {
        method().check(model, output);
    }

    @Override
    default void check(Extent series) {
        method().check(series);
    }

    @Override
    default List<String> doubts() {
        return method().doubts();
    }
}

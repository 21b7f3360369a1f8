package io.unfade.attribution;

import io.unfade.check.Keyed;
import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Options of a method as text, with typed access. Every message names the method and the option. */
public final class MethodOptions {
    private final Kind kind;
    private final Map<String, String> given;
    private final BiFunction<String, Map<String, String>, Attribution> methods;

    /**
     * Options of a method.
     *
     * @param given values by name; those of a wrapped method are prefixed with its option's name and a dot
     * @param methods creates a method from its name and options
     * @throws IllegalArgumentException if the method has no option with a given name
     */
    public MethodOptions(
            Kind kind, Map<String, String> given, BiFunction<String, Map<String, String>, Attribution> methods) {
        this.kind = kind;
        this.given = Map.copyOf(given);
        this.methods = methods;
        List<String> known = kind.options().stream().map(Kind.Option::name).toList();
        for (String name : given.keySet()) {
            boolean ofWrapped = known.contains("method") && name.startsWith("method.");
            Require.argument(
                    ofWrapped || known.contains(name),
                    "%s has no option '%s'%s; it has %s",
                    kind.key(),
                    name,
                    NearestWord.clause(name, known),
                    known.isEmpty() ? "none" : String.join(", ", known));
        }
    }

    /**
     * Fails if an option was given that has no effect.
     *
     * @param has whether it has one
     * @param when it has one, such as "with groups=block"
     */
    public void onlyIf(boolean has, String name, String when) {
        Require.argument(
                has || !given.containsKey(name), "%s: %s has an effect only %s; omit it", kind.key(), name, when);
    }

    private String text(String name) {
        String usual = kind.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow()
                .usual();
        return given.getOrDefault(name, usual).strip();
    }

    private <T> T parsed(String name, String what, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    kind.key() + ": " + name + " must be " + what + ", but was '" + text + "'", e);
        }
    }

    /** {@return a whole number} */
    public int integer(String name) {
        boolean digits = text(name).matches("[+-]?[0-9]+");
        return parsed(name, digits ? "a whole number of at most 32 bits" : "a whole number", Integer::valueOf);
    }

    /** {@return a number} */
    public double number(String name) {
        return parsed(name, "a number", Double::valueOf);
    }

    /** {@return a constant of a type, by its key} */
    public <E extends Enum<E> & Keyed> E choice(String name, Class<E> type) {
        return Keyed.of(type, kind.key() + ": " + name, text(name));
    }

    /** {@return a baseline} */
    public Baseline baseline(Set<Baseline> taken) {
        List<String> known = taken.stream().map(Keyed::key).toList();
        String text = text("baseline");
        Require.argument(
                known.contains(text),
                "%s: baseline must be one of %s, but was '%s'%s",
                kind.key(),
                String.join(", ", known),
                text,
                NearestWord.clause(text, known));
        return choice("baseline", Baseline.class);
    }

    /** {@return the wrapped method} */
    public Attribution method(String name) {
        String before = name + ".";
        Map<String, String> inner = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(before)) {
                inner.put(key.substring(before.length()), value);
            }
        });
        return methods.apply(text(name), inner);
    }
}

package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The models of an experiment and their training.
 *
 * @param kinds of models
 * @param size of all models
 * @param schedules of training, by regime
 * @param labelled whether labels of runs include the regime
 * @param seeds with which everything is repeated
 */
public record Setup(
        List<ModelKind> kinds,
        ModelKind.Size size,
        Map<Regime, Regime.Schedule> schedules,
        boolean labelled,
        SeedRange seeds) {
    /** Copies; regimes are in the order of the enum. */
    public Setup {
        kinds = List.copyOf(kinds);
        schedules = Collections.unmodifiableMap(new EnumMap<>(schedules));
    }

    /** {@return models trained only in the sound regime} */
    public static Setup sound(List<ModelKind> kinds, ModelKind.Size size, Regime.Schedule schedule, SeedRange seeds) {
        return new Setup(kinds, size, Map.of(Regime.SOUND, schedule), false, seeds);
    }

    /** {@return the regimes of training} */
    public List<Regime> regimes() {
        return List.copyOf(schedules.keySet());
    }

    /** {@return the kind of model with this key} */
    public ModelKind kind(String key) {
        return Require.present(
                kinds.stream()
                        .filter(kind -> kind.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "there is no model '%s'",
                key);
    }

    /** {@return the kinds of models with these keys, in the order of all} */
    public List<ModelKind> kinds(List<String> keys) {
        return kinds.stream().filter(kind -> keys.contains(kind.key())).toList();
    }

    /** {@return the recipe of a model} */
    public Trial.Recipe recipe(ModelKind kind, Regime regime) {
        return new Trial.Recipe(kind, size, regime, Objects.requireNonNull(schedules.get(regime)));
    }

    /** Adds this to the settings of a study. */
    public void putInto(ObjectNode settings) {
        ModelKind.putInto(settings, kinds);
        if (labelled) {
            schedules.forEach((regime, schedule) -> schedule.putInto(settings.putObject(regime.key())));
            size.putInto(settings);
        } else {
            settings.put("regime", regimes().get(0).key());
            size.putInto(settings);
            schedules.values().forEach(schedule -> schedule.putInto(settings));
        }
        seeds.putInto(settings);
    }

    /**
     * {@return this in one line, for readers}
     *
     * @param series number of series, in words; may be empty
     */
    public String describe(String series) {
        return String.format(
                Locale.ROOT,
                "%s; %s%s; %s%s",
                seeds.describe(),
                series.isEmpty() ? "" : series + "; ",
                schedules.entrySet().stream()
                        .map(way -> (labelled ? way.getKey().title() + ": " : "")
                                + way.getValue().describe())
                        .collect(Collectors.joining("; ")),
                size.describe(),
                schedules.size() == 1 ? "; " + regimes().get(0).title() : "");
    }
}

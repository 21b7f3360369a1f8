package io.unfade.train;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.SaliencyGuidance;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Training options from their names and values, as {@link TrainingOptions#toMap} writes them. */
final class RecordedOptions {
    private final Map<String, String> values;

    RecordedOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if one is missing or cannot have its value
     */
    TrainingOptions read() {
        boolean never = text("patience").equals("never");
        return new TrainingOptions(
                part(Length.class),
                part(Descent.class),
                part(Loss.class),
                never ? Stopping.NEVER : part(Stopping.class),
                part(Augmentation.class),
                values.containsKey("adaptiveNoise")
                        ? new AdaptiveNoise(
                                number("adaptiveNoise"),
                                number("adaptiveNoiseStart"),
                                number("adaptiveNoiseGrowth"),
                                number("adaptiveNoiseFloor"))
                        : AdaptiveNoise.NONE,
                values.containsKey("saliencyGuided")
                        ? new SaliencyGuidance(number("saliencyGuided"), number("saliencyGuidedWeight"))
                        : SaliencyGuidance.NONE,
                Keyed.of(Regime.class, "regime", text("regime")),
                Long.parseLong(text("seed")));
    }

    private String text(String name) {
        return Require.present(values.get(name), "the training option '%s' is not recorded", name);
    }

    private double number(String name) {
        return Double.parseDouble(text(name));
    }

    private <R extends Record> R part(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> value(component.getName(), component.getType()))
                .toArray();
        try {
            Constructor<R> whole = type.getDeclaredConstructor(types);
            return whole.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getTargetException().getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(String name, Class<?> type) {
        String text = text(name);
        if (type == int.class) {
            return Integer.parseInt(text);
        }
        if (type == double.class) {
            return Double.parseDouble(text);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Keyed) constant).key().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the training option '" + name + "' is recorded as '" + text + "', which it cannot be"));
    }
}

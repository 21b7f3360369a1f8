package io.unfade.attribution.catalog;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Kind;
import io.unfade.attribution.MethodOptions;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.control.InputMagnitude;
import io.unfade.attribution.control.InputRankOne;
import io.unfade.attribution.control.InputTwoWay;
import io.unfade.attribution.control.LinearDiscriminant;
import io.unfade.attribution.control.MeanDifference;
import io.unfade.attribution.control.RandomMap;
import io.unfade.attribution.control.TMap;
import io.unfade.attribution.control.TimeProfile;
import io.unfade.attribution.gradient.Evidence;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.gradient.InputXGradient;
import io.unfade.attribution.gradient.NoiseGradient;
import io.unfade.attribution.mask.Dynamask;
import io.unfade.attribution.mask.ExtremalMask;
import io.unfade.attribution.path.ExpectedGradients;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.path.SequentialIntegratedGradients;
import io.unfade.attribution.path.TemporalIntegratedGradients;
import io.unfade.attribution.path.Timing;
import io.unfade.attribution.path.WindowPath;
import io.unfade.attribution.perturbation.Ablation;
import io.unfade.attribution.perturbation.KernelShap;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.attribution.perturbation.Permutation;
import io.unfade.attribution.perturbation.SegmentShapley;
import io.unfade.attribution.perturbation.Shapley;
import io.unfade.attribution.perturbation.ShapleySampling;
import io.unfade.attribution.perturbation.TimeShap;
import io.unfade.attribution.perturbation.WinIt;
import io.unfade.attribution.recurrent.AttentionRollout;
import io.unfade.attribution.recurrent.Conjunctive;
import io.unfade.attribution.recurrent.DeepLift;
import io.unfade.attribution.recurrent.RelevancePropagation;
import io.unfade.attribution.wrap.Calibrated;
import io.unfade.attribution.wrap.Clipped;
import io.unfade.attribution.wrap.SmoothGrad;
import io.unfade.attribution.wrap.TemporalRescaling;
import io.unfade.attribution.wrap.TimeForward;
import io.unfade.attribution.wrap.TwoWay;
import io.unfade.attribution.wrap.VarGrad;
import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All attribution methods. A new one is a record with a {@link Kind}, and a line here. */
public final class Attributions {
    private static final List<Kind> KINDS = List.of(
            Gradient.KIND,
            InputXGradient.KIND,
            NoiseGradient.KIND,
            Evidence.KIND,
            IntegratedGradients.KIND,
            ExpectedGradients.KIND,
            TemporalIntegratedGradients.KIND,
            SequentialIntegratedGradients.KIND,
            Timing.KIND,
            WindowPath.KIND,
            DeepLift.KIND,
            RelevancePropagation.KIND,
            AttentionRollout.KIND,
            Conjunctive.KIND,
            Occlusion.KIND,
            Ablation.KIND,
            Permutation.KIND,
            Shapley.KIND,
            ShapleySampling.KIND,
            KernelShap.KIND,
            SegmentShapley.KIND,
            TimeShap.KIND,
            WinIt.KIND,
            ExtremalMask.KIND,
            Dynamask.KIND,
            SmoothGrad.KIND,
            VarGrad.KIND,
            TemporalRescaling.KIND,
            TimeForward.KIND,
            TwoWay.KIND,
            Clipped.KIND,
            Calibrated.KIND,
            RandomMap.KIND,
            TimeProfile.KIND,
            InputMagnitude.KIND,
            InputTwoWay.KIND,
            InputRankOne.KIND,
            MeanDifference.KIND,
            TMap.KIND,
            LinearDiscriminant.KIND);

    /** Above it a gap deserves a note, in units of the output. */
    private static final double LARGE_GAP = 0.01;

    private Attributions() {}

    /** {@return all kinds, in the order of listing} */
    public static List<Kind> kinds() {
        return KINDS;
    }

    /**
     * {@return the options of a method, with another method in each of those that leave it to who explains}
     *
     * @param key name of its kind
     * @param given values by name, which stay
     * @param usual name of the method that fits the model
     */
    public static Map<String, String> filled(String key, Map<String, String> given, String usual) {
        Map<String, String> options = new LinkedHashMap<>(given);
        KINDS.stream()
                .filter(kind -> kind.key().equals(key))
                .flatMap(kind -> kind.options().stream())
                .filter(Kind.Option::byModel)
                .forEach(option -> options.putIfAbsent(option.name(), usual));
        return options;
    }

    /**
     * {@return a method}
     *
     * @param key name of its kind
     * @param options values by name; defaults apply to the others
     * @throws IllegalArgumentException if there is no such method or option, or a value is invalid
     */
    public static Attribution of(String key, Map<String, String> options) {
        List<String> keys = KINDS.stream().map(Kind::key).toList();
        Kind kind = Require.present(
                KINDS.stream().filter(k -> k.key().equals(key)).findFirst().orElse(null),
                "method must be one of %s, but was '%s'%s",
                String.join(", ", keys),
                key,
                NearestWord.clause(key, keys));
        return kind.maker().apply(new MethodOptions(kind, options, Attributions::of));
    }

    /**
     * {@return a method}
     *
     * @param text its name, followed by its options if any, such as {@code occlusion window=5 width=5}
     * @throws IllegalArgumentException if there is no such method or option, or a value is invalid
     */
    public static Attribution parse(String text) {
        Named named = Named.parse(text);
        return of(named.key(), named.options());
    }

    /**
     * A method by its name.
     *
     * @param key name of its kind
     * @param options values by name
     */
    public record Named(String key, Map<String, String> options) {
        /**
         * {@return the name and the options in a text such as {@code occlusion window=5 width=5}}
         *
         * @throws IllegalArgumentException if a word after the first is not an option with its value
         */
        public static Named parse(String text) {
            String[] words = text.strip().split("\\s+", -1);
            Map<String, String> options = new LinkedHashMap<>();
            for (int i = 1; i < words.length; i++) {
                int end = words[i].indexOf('=');
                Require.argument(
                        end > 0,
                        "a method is its name and its options, such as 'occlusion window=5', but was '%s'",
                        text);
                options.put(words[i].substring(0, end), words[i].substring(end + 1));
            }
            return new Named(words[0], options);
        }
    }

    /** {@return the method that made some maps; empty if it is none of these, as for maps of another program} */
    public static Optional<Attribution> of(SaliencyMaps.Origin origin) {
        Map<String, String> options = new LinkedHashMap<>();
        String text = origin.details().getOrDefault(Explainer.OPTIONS, "");
        for (String option : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
            int end = option.indexOf('=');
            if (end > 0) {
                options.put(option.substring(0, end), option.substring(end + 1));
            }
        }
        try {
            return Optional.of(of(origin.method(), options));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return what a reader of some maps should know of how they were made and of what they hold: a sentence each} */
    public static List<String> doubts(SaliencyMaps maps) {
        Optional<Attribution> method = of(maps.origin());
        List<String> doubts = new ArrayList<>(method.map(Attribution::doubts).orElse(List.of()));
        if (maps.largestGap() > LARGE_GAP) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "a map differs by %.1e from the change of the output that it should sum to; more steps or samples would"
                            + " reduce that",
                    maps.largestGap()));
        }
        int constant = maps.constantCount();
        if (constant > 0) {
            doubts.add(constant + " of " + maps.count() + " maps hold the same number in every cell, "
                    + method.map(Attribution::ofConstantMaps).orElse(Attribution.OF_CONSTANT_MAPS));
        }
        return doubts;
    }
}

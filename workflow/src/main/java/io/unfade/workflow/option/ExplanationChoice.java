package io.unfade.workflow.option;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Extent;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.FileStamp;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What to explain, and how. */
public record ExplanationChoice(
        @Meaning(as = TargetChoice.class) @Nullable String method,
        @Meaning(as = TargetChoice.class) Map<String, String> set,
        @Meaning(as = TargetChoice.class) String target,
        @Meaning(as = TargetChoice.class) @Nullable String contrast,
        @Meaning(as = TargetChoice.class) Output output,

        @Meaning(
                value =
                        "Explain the output after the first T steps of each series, as if it ended there, instead of after "
                                + "all; later steps have no saliency.",
                label = "T")
        @Nullable
        Integer atStep,

        @Meaning(
                value =
                        "Series of the training distribution, such as the training series, for methods that need them; read whole.",
                file = Meaning.File.READ)
        @Nullable
        Path background,

        @Meaning(value = "Series at a time; bounds the memory.", label = "B")
        int batchSize,

        @Meaning(
                value = "Keep the state of recurrent layers every STEPS steps only, and run the steps between a "
                        + "second time for the gradient: less memory for long series. 0 keeps all.",
                label = "STEPS")
        int recompute) {
    /** Default number of series at a time. */
    public static final int BATCH_SIZE = 64;

    /** The detail of maps with the SHA-256 of the file of the background. */
    public static final String BACKGROUND_SHA256 = "backgroundSha256";

    /** Checks the method, if it is given, and the numbers. */
    public ExplanationChoice {
        set = new TargetChoice(method, set, target, contrast, output).set();
        if (atStep != null) {
            BadRequest.atLeast(1, atStep, "atStep");
        }
        BadRequest.atLeast(1, batchSize, "batchSize");
        BadRequest.atLeast(0, recompute, "recompute");
    }

    /** The default target. */
    public ExplanationChoice() {
        this(new TargetChoice(), BATCH_SIZE, Classifier.RECOMPUTED_STEPS);
    }

    private ExplanationChoice(TargetChoice what, int batchSize, int recompute) {
        this(
                what.method(),
                what.set(),
                what.target(),
                what.contrast(),
                what.output(),
                null,
                null,
                batchSize,
                recompute);
    }

    /** {@return the same with the model's usual method, if none is given; see {@link TargetChoice#orUsual}} */
    public ExplanationChoice orUsualOf(Model model) {
        TargetChoice chosen = what().orUsual(model.noiseLevel() > 0);
        return of(chosen.method(), chosen.set(), background);
    }

    /** {@return a line that says which method is taken, and why, if that is not obvious; else an empty text} */
    public String taken(Model model) {
        return method != null || model.noiseLevel() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Method: %s, since the model was trained under noise (level %.3g)%n",
                        TargetChoice.usual(true),
                        model.noiseLevel());
    }

    /** Fails if the model cannot be explained like this; for a check before data are read. */
    public void check(Model model) {
        Attribution attribution = what().attribution();
        Explainer.check(model, attribution, output);
        if (attribution.needsBackground() && background == null) {
            throw BadRequest.of(
                    "%s needs {background} with these options: a file with series of the training distribution",
                    String.valueOf(method));
        }
        if (!attribution.needsBackground() && background != null) {
            throw BadRequest.of(
                    "{background} is given, but neither %s nor another method here needs it; omit it",
                    String.valueOf(method));
        }
        if (model instanceof TrainedModel trained) { // others know their classes only after seeing series
            what().of(trained.description().allClassNames());
            what().contrast(trained.description().allClassNames());
        }
    }

    /** Fails if the method cannot explain series of such a size. */
    public void check(SeriesSet set) {
        what().attribution().check(Extent.of(set));
    }

    /** {@return the series as they are explained: whole, or their first steps} */
    public SeriesSet explained(SeriesSet set) {
        if (atStep == null) {
            return set;
        }
        for (int i = 0; i < set.count(); i++) {
            if (set.length(i) < atStep) {
                throw BadRequest.of(
                        "{atStep} must be at most the steps of every series, but was %d, and series '%s' has %d",
                        atStep, set.ids().get(i), set.length(i));
            }
        }
        return set.first(atStep);
    }

    /**
     * {@return this and the same with other methods, each with the background only if it needs it}
     *
     * @param others each a method's name, followed by its options if any, such as {@code occlusion window=5}
     * @param model that is explained
     * @throws BadRequest if there are none, one cannot be read, or one is there twice
     */
    public List<ExplanationChoice> with(List<String> others, Model model) {
        if (others.stream().allMatch(String::isBlank)) {
            throw BadRequest.of("{also} names no method; name at least one, such as occlusion, or omit it");
        }
        List<ExplanationChoice> all = new ArrayList<>(List.of(this));
        for (String other : others) {
            ExplanationChoice added = also(other).orUsualOf(model);
            if (all.stream()
                    .anyMatch(known ->
                            known.what().attribution().equals(added.what().attribution()))) {
                throw BadRequest.of(
                        "{also}: '%s' is there twice with the same options; omit it, or give it other options",
                        other.strip());
            }
            all.add(added);
        }
        boolean needed =
                all.stream().anyMatch(choice -> choice.what().attribution().needsBackground());
        return needed
                ? all.stream()
                        .map(choice -> choice.what().attribution().needsBackground()
                                ? choice
                                : of(choice.method, choice.set, null))
                        .toList()
                : List.copyOf(all);
    }

    private ExplanationChoice also(String text) {
        TargetChoice other = what().also(text);
        return of(other.method(), other.set(), background);
    }

    private ExplanationChoice of(@Nullable String name, Map<String, String> options, @Nullable Path others) {
        return new ExplanationChoice(name, options, target, contrast, output, atStep, others, batchSize, recompute);
    }

    private TargetChoice what() {
        return new TargetChoice(method, set, target, contrast, output);
    }

    /** {@return the files of the background} */
    public List<Path> sources(SeriesReader reader) throws IOException {
        return background == null ? List.of() : reader.sourcesOfWhole(background);
    }

    /** {@return a signed map for each series, with the details of what is not standard about them} */
    public SaliencyMaps explain(Model model, SeriesSet series, SeriesReader reader, long seed, Progress progress)
            throws IOException {
        List<FileStamp> stamps = FileStamp.ofEach(sources(reader));
        SeriesSet others = background(model, reader);
        Map<String, String> details = details(stamps); // now, before the file can change
        return explain(model, series, others, seed, progress).withDetails(details);
    }

    /**
     * {@return a signed map for each series}
     *
     * @param others the {@linkplain #background series of the background}
     */
    public SaliencyMaps explain(
            Model model, SeriesSet series, @Nullable SeriesSet others, long seed, Progress progress) {
        what().checkGiven(model.signature());
        Target classes = what().of(model.signature().allClassNames());
        return explained(model, series, request(model, classes, others, seed), progress);
    }

    /** {@return the series of the background as the model reads them; null if there is none} */
    public @Nullable SeriesSet background(Model model, SeriesReader reader) throws IOException {
        Path file = background;
        return file == null ? null : SeriesReader.fitted(model, reader.readWhole(file), file);
    }

    /**
     * {@return by how much the maps of the members of an ensemble differ: the standard deviation of each cell over them}
     *
     * @param explained the maps of the ensemble; members are explained for the same classes
     */
    public SaliencyMaps spread(
            TrainedModel ensemble,
            SaliencyMaps explained,
            SeriesSet series,
            SeriesReader reader,
            long seed,
            Progress progress)
            throws IOException {
        Target classes = new Target.Each(
                IntStream.range(0, explained.count()).map(explained::target).toArray());
        Explainer.Request request = request(ensemble, classes, background(ensemble, reader), seed);
        List<SaliencyMaps> maps = new ArrayList<>();
        for (int m = 0; m < ensemble.spec().members(); m++) {
            try (TrainedModel member = ensemble.member(m)) {
                maps.add(explained(member, series, request, progress));
            }
        }
        return explained.deviation(maps).withDetails(Map.of("spread", "members"));
    }

    /** Fails if the members of a model cannot be explained one by one for the same classes. */
    public void checkSpread(Model model) {
        if (!(model instanceof TrainedModel trained) || trained.spec().members() == 1) {
            throw BadRequest.of("{spread} needs an ensemble, but the model is a single network");
        }
        if (contrast != null && !trained.description().allClassNames().contains(contrast)) {
            throw BadRequest.of(
                    "{spread} needs {contrast} to be a class by its name, since the second class of each member can be another one");
        }
    }

    private Explainer.Request request(Model model, Target classes, @Nullable SeriesSet others, long seed) {
        Contrast other = what().contrast(model.signature().allClassNames());
        return new Explainer.Request(classes, other, output, batchSize, seed, others);
    }

    private SaliencyMaps explained(Model model, SeriesSet series, Explainer.Request request, Progress progress) {
        if (model instanceof TrainedModel trained) {
            trained.network().recompute(recompute);
        }
        return Explainer.explain(model, series, what().attribution(), request, progress);
    }

    private Map<String, String> details(List<FileStamp> ofBackground) throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        if (contrast != null && what().attribution().dependsOnOutput()) {
            details.put("contrast", contrast);
        }
        if (atStep != null) {
            details.put(SaliencyMaps.AT_STEP, atStep.toString());
        }
        Path file = background;
        if (file != null) {
            details.put(BACKGROUND_SHA256, SeriesReader.sha256(file, ofBackground));
        }
        return details;
    }
}

package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.SeedRange;

import java.util.List;

/**
 * Whether a map finds the informative cells, for models trained as the paper's authors do and for models trained under
 * noise at the edge of what can be learnt; beside maps that need no model, and models that have nothing to say.
 */
public final class Localisation implements Experiment {
    private static final int EPOCHS = 24;
    private static final int QUICK_EPOCHS = 3;
    private static final int SEEDS = 5;

    /**
     * A data set.
     *
     * @param name its name in files
     * @param data its generator
     * @param apart whether models are also made without parts of what training under noise is
     */
    record Case(String name, BoxData data, boolean apart) {
        static Case of(String name) {
            return new Case(name, BoxData.named(name), false);
        }

        Case withParts() {
            return new Case(name, data, true);
        }

        static Case of(String name, double shift) {
            return new Case(name + "-" + shift, BoxData.named(name).withShift(shift), false);
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("earlier-box").withParts(),
            Case.of("middle-box"),
            Case.of("latter-box"),
            Case.of("mixed-boxes").withParts(),
            Case.of("three-earlier-boxes"),
            Case.of("three-middle-boxes"),
            Case.of("distractor-earlier-box").withParts(),
            Case.of("distractor-middle-box"),
            Case.of("roving-box-60"),
            Case.of("roving-box-30"),
            Case.of("product-boxes").withParts(),
            Case.of("small-box"),
            Case.of("earlier-box", 0.25),
            Case.of("mixed-boxes", 0.25),
            Case.of("earlier-box", 0.1),
            Case.of("correlated-box"));

    private static final List<Case> QUICK_CASES =
            List.of(Case.of("mixed-boxes").withParts(), Case.of("distractor-earlier-box"));

    @Override
    public String name() {
        return "localisation";
    }

    @Override
    public String purpose() {
        return "maps that find the informative cells: training under noise, its parts, and controls";
    }

    @Override
    public Study study(Choices choices) {
        int epochs = choices.epochs(EPOCHS, QUICK_EPOCHS);
        return choices.quick()
                ? new LocalisationRuns(
                        QUICK_CASES, new SeedRange(choices.seed(), 1), epochs, new LocalisationRuns.Counts(300, 60, 4))
                : new LocalisationRuns(
                        CASES,
                        new SeedRange(choices.seed(), SEEDS),
                        epochs,
                        new LocalisationRuns.Counts(1000, 300, 20));
    }

    /** {@return the settings of the data sets} */
    static ObjectNode settings(List<Case> cases) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var sets = settings.putArray("data");
        cases.forEach(each -> sets.add(each.name() + (each.apart() ? ", with its parts" : "")));
        return settings;
    }
}

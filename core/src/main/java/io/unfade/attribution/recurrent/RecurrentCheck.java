package io.unfade.attribution.recurrent;

import io.unfade.attribution.Kind;
import io.unfade.check.Require;
import io.unfade.model.Model;
import io.unfade.model.RecurrentModel;
import io.unfade.nn.spec.ReadoutKind;

import java.util.List;

/** What the methods of this package check of a model before there are data. */
final class RecurrentCheck {
    /**
     * Limit of the size of a score of attention: sums and products of exponentials of such scores are finite and normal in
     * double precision.
     */
    private static final double LARGEST_SCORE = 300;

    private RecurrentCheck() {}

    /** Checks that the exponentials of the scores of attention are in range, whatever the series. */
    static void scores(Kind kind, Model model) {
        RecurrentModel recurrent = (RecurrentModel) model;
        for (int member = 0; member < recurrent.spec().members(); member++) {
            List<String> unsafe = AttentionPart.unsafe(recurrent.spec(), new Weights(recurrent, member), LARGEST_SCORE);
            Require.argument(
                    unsafe.isEmpty(),
                    "%s needs scores of attention of at most %s in size, but those of %sw2.weight may be larger",
                    kind.key(),
                    (int) LARGEST_SCORE,
                    unsafe.isEmpty() ? "" : unsafe.get(0));
        }
    }

    /** Checks that a model has a readout. */
    static void readout(Kind kind, Model model, ReadoutKind readout) {
        ReadoutKind own = ((RecurrentModel) model).spec().readout().kind();
        Require.argument(
                own == readout,
                "%s needs a model with the readout %s, but that of this one is %s",
                kind.key(),
                readout.key(),
                own.key());
    }

    /** Checks that a model has input-cell attention. */
    static void attention(Kind kind, Model model) {
        Require.argument(
                ((RecurrentModel) model).spec().attention() != null,
                "%s needs a model with input-cell attention, which this one does not have",
                kind.key());
    }
}

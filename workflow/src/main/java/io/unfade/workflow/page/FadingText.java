package io.unfade.workflow.page;

import io.unfade.vanishing.Fading;
import io.unfade.workflow.result.Text;

import java.util.Locale;

/** Whether saliency fades, in words. */
final class FadingText {

    private FadingText() {}

    /** {@return one sentence and the numbers that support it} */
    static String sentence(Fading fading) {
        String verdict = switch (fading.verdict()) {
            case FADES -> "Its saliency fades: ";
            case WEAKENS -> "Its saliency weakens towards the start: ";
            case KEEPS -> "Its saliency does not fade: ";
            case UNKNOWN -> "Whether its saliency fades cannot be said: ";
        };
        return verdict
                + String.format(
                        Locale.ROOT,
                        "%s of it lies in the last 10 %% of the time steps; a map that is the same at every step would "
                                + "have %s there.",
                        Text.percent(fading.shareInLast(Fading.LAST_TENTH)),
                        Text.percent(fading.uniformShareInLast(Fading.LAST_TENTH)));
    }
}

package io.unfade.workflow.page;

import io.unfade.report.page.ResultCard;

import java.util.List;
import java.util.Locale;

/** Doubts about a model, shown next to the verdict on its maps. */
final class DoubtCards {
    private DoubtCards() {}

    /** {@return a card that says what speaks against the model; none without doubts} */
    static List<ResultCard> of(List<String> doubts) {
        return doubts.isEmpty()
                ? List.of()
                : List.of(new ResultCard("Caution", "unproven model", sentence(String.join("; ", doubts))));
    }

    /** {@return the first doubt as a sentence with a space after it; empty without doubts} */
    static String summary(List<String> doubts) {
        return doubts.isEmpty() ? "" : "Caution: " + doubts.get(0) + ". ";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}

package io.unfade.report.page;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * One series of a gallery.
 *
 * @param id its name
 * @param trueClass its class; empty if unknown
 * @param predictedClass the class predicted by the model
 * @param probability the model's probability of that class, 0..1
 * @param figures input, saliency, mass over time
 * @param note a further remark; may be empty
 */
public record SeriesCard(
        String id, String trueClass, String predictedClass, double probability, List<Figure> figures, String note) {
    /** Copies the list and checks the probability. */
    public SeriesCard {
        figures = List.copyOf(figures);
        Require.argument(
                probability >= 0 && probability <= 1,
                "the probability of series '%s' must be in 0..1, but was %s",
                id,
                probability);
    }

    /** {@return whether the prediction is right; true also if the true class is unknown} */
    public boolean right() {
        return trueClass.isEmpty() || trueClass.equals(predictedClass);
    }

    boolean known() {
        return !trueClass.isEmpty();
    }

    /** {@return the class to file the series under: the true one, if known} */
    String filedUnder() {
        return known() ? trueClass : predictedClass;
    }

    /** {@return the values of the gallery's template} */
    Values values(PageFigures page) throws IOException {
        return new Values()
                .with("id", id)
                .with("class", filedUnder())
                .with("trueClass", trueClass)
                .with("predictedClass", predictedClass)
                .with("probability", String.format(Locale.ROOT, "%.1f %%", 100 * probability))
                .with("wrong", !right())
                .with("known", known())
                .with("note", note)
                .with("figures", page.html("series " + id, figures));
    }
}

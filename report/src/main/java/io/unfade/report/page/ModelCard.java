package io.unfade.report.page;

import java.util.List;
import java.util.Map;

/**
 * The facts about a model: its options, its accuracy, its training data.
 *
 * @param name of the model
 * @param facts in display order
 */
public record ModelCard(String name, List<KeyValue> facts) implements PageBlock {
    /** Copies the list. */
    public ModelCard {
        facts = List.copyOf(facts);
    }

    @Override
    public String html(PageFigures figures) {
        List<Map<String, String>> lines = facts.stream()
                .map(fact -> Map.of("key", fact.key(), "value", fact.value()))
                .toList();
        return Template.MODEL_CARD.filled(Map.of("name", name, "facts", lines));
    }
}

package io.unfade.report.page;

import java.util.List;

/**
 * What is to be known about a model: its options, how right it is, what it was trained on.
 *
 * @param name of the model
 * @param facts in the order in which they are shown
 */
public record ModelCard(String name, List<KeyValue> facts) implements Block {
    /** Copies the list. */
    public ModelCard {
        facts = List.copyOf(facts);
    }
}

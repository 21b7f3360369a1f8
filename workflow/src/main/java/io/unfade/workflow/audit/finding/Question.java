package io.unfade.workflow.audit.finding;

import io.unfade.check.Keyed;

/** What an audit asks of maps, in the order of its report. */
public enum Question implements Keyed {
    /** Where in time the saliency lies. */
    FADING("Does it fade?"),
    /** Whether maps change when the model forgets. */
    DEPENDENCE("Does it depend on what was learned?"),
    /** Whether the cells that maps name move the model's output. */
    FAITHFULNESS("Does it name what the model uses?"),
    /** Whether another seed, half of the data, noise or another baseline would give the same maps. */
    STABILITY("Is it stable?"),
    /** Whether maps sum to what they should. */
    COMPLETENESS("Is it complete?"),
    /** Whether known cells are found that are planted in the user's own series. */
    PLANTED("Would it find a signal in data like these?"),
    /** Whether maps show the cells that go with the decision. */
    PATTERN("Does it look where the decision goes with the data?");

    private final String words;

    Question(String words) {
        this.words = words;
    }

    /** {@return the question for readers} */
    public String words() {
        return words;
    }
}

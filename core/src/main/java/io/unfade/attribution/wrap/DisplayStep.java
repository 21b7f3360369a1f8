package io.unfade.attribution.wrap;

import io.unfade.attribution.Kind;

/** A step that only shows another method's map in another way, so that which method is left to who explains. */
interface DisplayStep extends MapStep {
    /** The option by which the other method is chosen. */
    Kind.Option SHOWN = new Kind.Option(
            "method",
            "gradient",
            "the other method, by default the one that explain takes of the model: gradient, or evidence of one that was"
                    + " trained under noise; its options are method.NAME",
            true);
}

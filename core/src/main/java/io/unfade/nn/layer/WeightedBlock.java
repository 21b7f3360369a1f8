package io.unfade.nn.layer;

import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;

/**
 * A block whose weights have fixed shapes, so that it is ready as soon as they have values, whoever gave them. (The
 * engine's own rule also wants an input to have been seen.)
 */
public abstract class WeightedBlock extends AbstractBlock {
    @Override
    public boolean isInitialized() {
        return getParameters().values().stream().allMatch(Parameter::isInitialized);
    }
}

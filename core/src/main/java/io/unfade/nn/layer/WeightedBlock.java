package io.unfade.nn.layer;

import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;

/**
 * A block with weights of fixed shapes, ready as soon as they have values. (The engine's own rule also requires an
 * input.)
 */
public abstract class WeightedBlock extends AbstractBlock {
    @Override
    public boolean isInitialized() {
        return getParameters().values().stream().allMatch(Parameter::isInitialized);
    }
}

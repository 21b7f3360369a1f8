package io.unfade.cli.option;

import io.unfade.workflow.option.ExplanationChoice;
import picocli.CommandLine.Mixin;

/** What is explained, and how. */
public final class ExplanationOptions {
    @Mixin
    private TargetOptions what = new TargetOptions();

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private RecomputeOption recompute = new RecomputeOption();

    public ExplanationChoice choice() {
        return new ExplanationChoice(what.choice(), batch.size(), recompute.steps());
    }
}

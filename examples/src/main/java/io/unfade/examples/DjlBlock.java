package io.unfade.examples;

import ai.djl.nn.Block;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.model.InputLayout;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.foreign.DjlModel;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/** A network that a program built with the Deep Java Library, explained. */
public final class DjlBlock {
    private DjlBlock() {}

    /**
     * {@return maps of the predicted classes}
     *
     * @param block with its weights, of two classes
     * @param set series of one length
     */
    public static SaliencyMaps explain(Block block, SeriesSet set) throws IOException {
        SaliencyMaps maps;
        // example: djl
        Signature signature = new Signature(
                set.features(),
                2,
                new Signature.Names(List.of("healthy", "ill"), set.featureNames()),
                Standardizer.none(),
                Precision.SINGLE,
                EnumSet.of(Output.LOGIT), // what the block gives
                false); // it reads no lengths: series of one length at a time
        try (DjlModel model = DjlModel.of(block, signature, InputLayout.TIME_FEATURE)) { // copies the weights
            maps = Explainer.explain(model, set, new IntegratedGradients(50, Baseline.ZERO));
        }
        // end of the example
        return maps;
    }
}

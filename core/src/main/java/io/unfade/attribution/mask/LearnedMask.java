package io.unfade.attribution.mask;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Unit;
import io.unfade.model.DifferentiableModel;

/** A method whose map is a mask that it learns of each series by descent. */
public interface LearnedMask extends Attribution {
    @Override
    default Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    default Unit unit() {
        return Unit.SHARE;
    }

    @Override
    default String ofConstantMaps() {
        return BestMasks.CONSTANT;
    }
}

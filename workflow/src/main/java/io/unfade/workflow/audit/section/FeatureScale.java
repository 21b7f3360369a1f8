package io.unfade.workflow.audit.section;

import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.TrainedModel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation of each feature as the model takes them: of the training series, or of the group or the series
 * itself where the model standardises by these. So one deviation is as much to the model wherever it is added.
 */
final class FeatureScale {
    private final Map<Integer, Standardizer> ofGroups = new HashMap<>();
    private final int[] groups;
    private final int measured;

    private FeatureScale(int[] groups, int measured) {
        this.groups = groups;
        this.measured = measured;
    }

    /** {@return the scale of series for the model of an audit} */
    static FeatureScale of(AuditSubject subject, SeriesSet set) {
        Standardization kind = subject.model().signature().standardizer().kind();
        SeriesSet training = subject.training();
        int[] groups = new int[set.count()];
        int measured = subject.model() instanceof TrainedModel trained
                ? trained.description().measuredFeatures()
                : set.features();
        if (kind == Standardization.PER_GROUP) {
            groups = set.groups().orElse(groups);
        } else if (kind == Standardization.PER_SERIES) {
            Arrays.setAll(groups, i -> i);
        }
        FeatureScale scale = new FeatureScale(groups, measured);
        boolean own = kind == Standardization.PER_GROUP || kind == Standardization.PER_SERIES;
        if (!own && training != null) {
            scale.ofGroups.put(0, Standardizer.fit(Standardization.PER_FEATURE, training));
            return scale;
        }
        for (int group : Arrays.stream(groups).distinct().toArray()) {
            int[] members = IntStream.range(0, groups.length)
                    .filter(i -> scale.groups[i] == group)
                    .toArray();
            scale.ofGroups.put(group, Standardizer.fit(Standardization.PER_FEATURE, set.select(members)));
        }
        return scale;
    }

    /** {@return the number of features that were measured, which come first; others mark missing values} */
    int measured() {
        return measured;
    }

    /** {@return the mean of a feature, for a series} */
    double mean(int series, int feature) {
        return standardizer(series).mean()[feature];
    }

    /** {@return the standard deviation of a feature, for a series; 1 of a constant one, as the model takes it} */
    double deviation(int series, int feature) {
        return standardizer(series).scale()[feature];
    }

    private Standardizer standardizer(int series) {
        return Objects.requireNonNull(ofGroups.get(groups[series]));
    }
}

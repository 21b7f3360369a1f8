package io.unfade.experiments.fmri;

import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.TrainTestSplit;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A classification problem.
 *
 * @param key its name in files: lower-case letters, digits and hyphens
 * @param title its name for readers
 * @param series labelled, with on-task steps; a group, a run or some subjects, is held out at a time
 * @param brain the locations of its features
 */
record Problem(String key, String title, SeriesSet series, BrainPlaces brain) {
    /** {@return the splits into training and test series, one for each of the first groups} */
    List<Split> folds(int most) {
        return Splits.leaveOneGroupOut(series).stream().limit(most).toList();
    }

    /** {@return the name of the group held out by a fold} */
    String foldName(Split fold) {
        int[] groups = series.groups().orElseThrow();
        return String.format(Locale.ROOT, "%02d", groups[fold.validation()[0]]);
    }

    /** {@return the series of a fold, with every feature standardised by the training series} */
    TrainTestSplit standardized(Split fold) {
        SeriesSet training = series.select(fold.training());
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, training);
        return new TrainTestSplit(standardizer.apply(training), standardizer.apply(series.select(fold.validation())));
    }

    /** {@return the steps of a series that belong to the task, ascending} */
    static int[] taskSteps(SeriesSet set, int series) {
        return IntStream.range(0, set.length(series))
                .filter(t -> set.onTask(series, t))
                .toArray();
    }

    /** {@return whether each real step of a series belongs to the task} */
    static boolean[] onTask(SeriesSet set, int series) {
        boolean[] mask = new boolean[set.length(series)];
        for (int t : taskSteps(set, series)) {
            mask[t] = true;
        }
        return mask;
    }
}

package io.unfade.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.train.augment.AdaptiveNoise;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The outcome of training. The model then has the weights of the best epoch, or the mean of several up to it.
 *
 * @param stop why it ended
 * @param bestEpoch the epoch of the weights, 1 for the first; 0 if none was finished; of several members, the latest
 * @param averaged the number of epochs, the last of them the best, over whose weights the mean was taken; 0 for no mean
 * @param history one entry for each epoch; of several members, their means
 * @param members the outcome for each of several members; empty for a single network
 */
public record TrainingResult(
        Stop stop, int bestEpoch, int averaged, List<EpochResult> history, List<TrainingResult> members) {
    /** {@return the outcome for several members, or that of the only one} */
    static TrainingResult of(List<TrainingResult> members) {
        TrainingResult first = members.get(0);
        if (members.size() == 1) {
            return first;
        }
        List<EpochResult> history = IntStream.range(0, first.history.size())
                .mapToObj(epoch -> EpochResult.mean(members.stream()
                        .map(member -> member.history.get(epoch))
                        .toList()))
                .toList();
        int latest = members.stream().mapToInt(TrainingResult::bestEpoch).max().orElseThrow();
        return new TrainingResult(first.stop, latest, first.averaged, history, List.copyOf(members));
    }

    /** {@return the result of the epoch of the weights; of several members, the mean of each one's} */
    public EpochResult best() {
        return members.isEmpty()
                ? history.get(bestEpoch - 1)
                : EpochResult.mean(members.stream().map(TrainingResult::best).toList());
    }

    /**
     * {@return the level of the {@link AdaptiveNoise} at the end of the epoch of the weights; of several members, the
     * geometric mean; 0 without such noise}
     */
    public double noiseLevel() {
        boolean none = bestEpoch == 0 || !best().hasNoise();
        return none ? 0 : best().noiseLevel();
    }

    /**
     * {@return the level of the {@link AdaptiveNoise} of each network, at the end of the epoch of its weights; empty without
     * such noise}
     */
    public double[] noiseLevels() {
        return noiseLevel() == 0
                ? new double[0]
                : (members.isEmpty() ? List.of(this) : members)
                        .stream().mapToDouble(TrainingResult::noiseLevel).toArray();
    }

    /** {@return which weights the model has, in words} */
    public String kept() {
        int first = members.stream().mapToInt(TrainingResult::bestEpoch).min().orElse(bestEpoch);
        if (first < bestEpoch) {
            return String.format(
                    Locale.ROOT, "weights of epochs %d to %d of %d by member", first, bestEpoch, history.size());
        }
        return averaged == 0
                ? String.format(Locale.ROOT, "weights of epoch %d of %d", bestEpoch, history.size())
                : String.format(
                        Locale.ROOT,
                        "mean weights of epochs %d to %d of %d",
                        bestEpoch - averaged + 1,
                        bestEpoch,
                        history.size());
    }

    /**
     * {@return the run as JSON, for the provenance of the model}
     *
     * @param options of the run
     * @param series the number of training series
     * @param validationSeries the number of series held out; 0 for none
     */
    public ObjectNode toJson(TrainingOptions options, int series, int validationSeries) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode chosen = node.putObject("options");
        options.toMap().forEach(chosen::put);
        node.put("series", series);
        node.put("validationSeries", validationSeries);
        node.put("epochsRun", history.size());
        node.put("bestEpoch", bestEpoch);
        node.put("averagedEpochs", averaged);
        node.put("stopped", stop.reason());
        ArrayNode epochs = node.putArray("history");
        history.forEach(epoch -> epochs.add(epoch.toJson()));
        if (!members.isEmpty()) {
            ArrayNode best = node.putArray("members");
            members.forEach(member -> best.add(member.best().toJson()));
        }
        return node;
    }

    /** Why training ended. */
    public enum Stop {
        /** It has not. */
        NOT_YET("not yet"),
        /** All epochs were done. */
        EPOCHS("all epochs done"),
        /** The validation loss did not improve for as many epochs as the patience. */
        PATIENCE("validation loss stopped improving"),
        /** Every training series was classified correctly, in the authors' regime. */
        FULL_ACCURACY("training accuracy reached 100 %"),
        /** It was cancelled. */
        CANCELLED("interrupted");

        private final String reason;

        Stop(String reason) {
            this.reason = reason;
        }

        /** {@return the reason in words} */
        public String reason() {
            return reason;
        }
    }
}

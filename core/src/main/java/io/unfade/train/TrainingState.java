package io.unfade.train;

import io.unfade.model.tensor.Tensor;

import java.util.List;
import java.util.Map;

/**
 * Everything that training needs to resume after an epoch as if it had never stopped.
 *
 * @param current weights after the last epoch
 * @param best weights to keep if training ended here
 * @param sums of the weights after the epochs that are averaged; empty before the first of them
 * @param moments of the optimiser
 * @param steps of the optimiser so far
 * @param members the state of each member; of a single network, one
 */
record TrainingState(
        Map<String, Tensor> current,
        Map<String, Tensor> best,
        Map<String, Tensor> sums,
        Map<String, Tensor> moments,
        long steps,
        List<OfMember> members) {
    /**
     * How the training of a member goes.
     *
     * @param bestEpoch the epoch of its best weights; 0 before the first
     * @param history one entry for each epoch done
     * @param stop why it is over; {@link TrainingResult.Stop#NOT_YET} if it is not
     */
    record OfMember(int bestEpoch, List<EpochResult> history, TrainingResult.Stop stop) {}
}

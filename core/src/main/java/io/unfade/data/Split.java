package io.unfade.data;

/**
 * A division into training and validation series: every index of a set in exactly one of the two, both ascending,
 * neither empty. {@link SeriesSet#select} turns each into a set.
 *
 * @param training indices of the training series; owned by this record, not to be changed
 * @param validation indices of the validation series; owned by this record, not to be changed
 */
public record Split(int[] training, int[] validation) {}

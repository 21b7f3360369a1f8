package io.unfade.data.synth;

import io.unfade.data.SeriesSet;

/**
 * A training and a test set that share no random stream.
 *
 * @param training what a model learns from
 * @param test what it is judged by
 */
public record TrainTestSplit(SeriesSet training, SeriesSet test) {}

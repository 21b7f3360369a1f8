package io.unfade.data.synth;

import io.unfade.data.SeriesSet;

/**
 * A training and a test set with independent random streams.
 *
 * @param training for learning
 * @param test for evaluation
 */
public record TrainTestSplit(SeriesSet training, SeriesSet test) {}

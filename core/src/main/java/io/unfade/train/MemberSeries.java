package io.unfade.train;

import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member of an ensemble learns from.
 *
 * @param training labelled; with the model's features and classes, by name, in any order
 * @param validation likewise; null for none
 */
public record MemberSeries(SeriesSet training, @Nullable SeriesSet validation) {}

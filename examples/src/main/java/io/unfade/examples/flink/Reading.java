package io.unfade.examples.flink;

/**
 * What a machine measured at one time.
 *
 * @param machine its key
 * @param step counts its readings, from 0
 * @param values C of them, as the model's series have them
 */
public record Reading(String machine, int step, double[] values) {}

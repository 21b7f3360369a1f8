package io.unfade.serve.array;

/**
 * Marks of one series by step and feature.
 *
 * @param steps T
 * @param features C
 * @param cells T C of them, 0 or 1
 */
public record Mask(int steps, int features, byte[] cells) {}

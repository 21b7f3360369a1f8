package io.unfade.fmri.region;

/**
 * One column of region series.
 *
 * @param label its number in the atlas; for voxels and columns of a table, counted from 1
 * @param name for readers
 * @param voxels the number of its voxels (or grayordinates) in the data; 0 if it has none, or if unknown
 * @param present whether the data have it; an absent region keeps its column, which holds 0
 */
public record Region(int label, String name, int voxels, boolean present) {}

package io.unfade.report;

import java.util.List;

/**
 * What a page needs to name the cell under the pointer.
 *
 * @param steps T of the series
 * @param columns drawn columns; fewer than T where steps share one
 * @param features names of the drawn rows, from the top
 * @param levels columns * rows colour levels, row-major by feature; {@link ColorMap#LEVELS} for no data
 * @param low the value of level 0
 * @param high the value of the last level
 */
record ReadOut(int steps, int columns, List<String> features, byte[] levels, double low, double high) {}

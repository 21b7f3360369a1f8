/**
 * Series in text: CSV, JSON lines, {@code .ts}, {@code .tsv} and ARFF.
 */
@NullMarked
package io.unfade.data.text;

import org.jspecify.annotations.NullMarked;

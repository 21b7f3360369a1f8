/** Experiments in general: pieces that are computed once, kept in files, and put together in a report. */
@NullMarked
package io.unfade.experiments.study;

import org.jspecify.annotations.NullMarked;

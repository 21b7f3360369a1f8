/** Experiments in general: pieces computed once, stored in files, and combined in a report. */
@NullMarked
package io.unfade.experiments.study;

import org.jspecify.annotations.NullMarked;

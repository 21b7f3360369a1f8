/** Brain activity during tasks, decoded and explained: the paper's experiment on fMRI. */
@NullMarked
package io.unfade.experiments.fmri;

import org.jspecify.annotations.NullMarked;

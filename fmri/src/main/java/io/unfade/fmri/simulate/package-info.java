/**
 * Task fMRI whose truth is known: {@code TaskSimulation} says what is made, {@code SimulatedStudy} makes runs of regions,
 * {@code SimulatedBrain} an atlas and images, {@code SimulatedWindows} series. Depends on {@code prepare} and what is below
 * it, and on {@code math}.
 */
@NullMarked
package io.unfade.fmri.simulate;

import org.jspecify.annotations.NullMarked;

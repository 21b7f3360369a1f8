/**
 * Task fMRI with known ground truth: {@code TaskSimulation} holds the settings, {@code SimulatedStudy} makes runs of
 * regions, {@code SimulatedBrain} an atlas and images, {@code SimulatedWindows} series. Depends on {@code prepare} and
 * the packages below it, and on {@code math}.
 */
@NullMarked
package io.unfade.fmri.simulate;

import org.jspecify.annotations.NullMarked;

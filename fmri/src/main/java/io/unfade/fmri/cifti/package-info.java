/**
 * CIFTI-2 files of the Human Connectome Project: series of parcels and of grayordinates in, maps and series of parcels
 * out. A CIFTI file is a NIfTI-2 matrix with an XML extension that describes its rows and columns. {@link
 * io.unfade.fmri.cifti.CiftiSeries} reads them, {@link io.unfade.fmri.cifti.CiftiWriter} writes them. Depends on {@code
 * image}, {@code region} and {@code check}.
 */
@NullMarked
package io.unfade.fmri.cifti;

import org.jspecify.annotations.NullMarked;

/**
 * From images, events and confounds to the series file that models are trained with, and the context that maps results
 * back to the brain. Depends on {@code bids}, {@code cifti}, {@code clean}, {@code image}, {@code region}, {@code
 * table} and {@code data}.
 */
@NullMarked
package io.unfade.fmri.prepare;

import org.jspecify.annotations.NullMarked;

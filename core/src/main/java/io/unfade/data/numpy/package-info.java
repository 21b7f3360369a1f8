/**
 * Arrays in files: NumPy ({@code .npy}, {@code .npz}) and IDX, as arrays and as series.
 */
@NullMarked
package io.unfade.data.numpy;

import org.jspecify.annotations.NullMarked;

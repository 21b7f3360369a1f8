/**
 * The commands for brain images, and their options.
 */
@NullMarked
package io.unfade.cli.fmri;

import org.jspecify.annotations.NullMarked;

/**
 * Options that several commands share, and how the text of an option becomes a value.
 */
@NullMarked
package io.unfade.cli.option;

import org.jspecify.annotations.NullMarked;

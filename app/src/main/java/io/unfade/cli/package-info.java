/**
 * The command line: one class per command, started by {@link io.unfade.cli.Main}.
 */
@NullMarked
package io.unfade.cli;

import org.jspecify.annotations.NullMarked;

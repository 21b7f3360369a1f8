/** The command line: one class per command, their shared options, and how errors become exit codes. */
@NullMarked
package io.unfade.cli;

import org.jspecify.annotations.NullMarked;

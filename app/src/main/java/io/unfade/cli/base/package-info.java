/**
 * Shared by all commands: global options, locked outputs, progress, interruption, exit codes.
 */
@NullMarked
package io.unfade.cli.base;

import org.jspecify.annotations.NullMarked;

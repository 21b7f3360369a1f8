/**
 * What all commands share: global options, outputs that no other run may write, progress, interruption, exit codes.
 */
@NullMarked
package io.unfade.cli.base;

import org.jspecify.annotations.NullMarked;

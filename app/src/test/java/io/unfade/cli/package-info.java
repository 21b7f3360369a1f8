/** Runs the commands as a user does: arguments in, exit code, output and files out. */
package io.unfade.cli;

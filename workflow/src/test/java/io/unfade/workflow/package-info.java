/** Runs use cases as a program does: no terminal. */
package io.unfade.workflow;

/** Runs use cases as a program does, without a terminal. */
package io.unfade.workflow;

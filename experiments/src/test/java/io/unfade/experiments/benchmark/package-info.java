/** The measuring itself, on clocks and system files that tests make. */
package io.unfade.experiments.benchmark;

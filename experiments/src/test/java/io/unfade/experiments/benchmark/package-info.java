/** The measuring itself, on fake clocks and system files. */
package io.unfade.experiments.benchmark;

/**
 * A network as a graph of operations on vectors, on plain arrays in double precision: run forwards, and traversed
 * backwards by the rules of a method. Needs no engine. For {@code attribution.recurrent} only.
 */
@NullMarked
package io.unfade.attribution.recurrent.graph;

import org.jspecify.annotations.NullMarked;

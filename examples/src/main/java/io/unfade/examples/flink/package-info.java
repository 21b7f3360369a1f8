/** A stream of readings of many machines in Apache Flink, each classified as it grows. */
@NullMarked
package io.unfade.examples.flink;

import org.jspecify.annotations.NullMarked;

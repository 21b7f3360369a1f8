@NullMarked
package io.unfade.experiments.tsbenchmark;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.unfade.experiments.study;

import org.jspecify.annotations.NullMarked;

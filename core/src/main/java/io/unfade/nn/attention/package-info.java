/**
 * Input-cell attention: scores, the causal softmax averages of all inputs so far by a linear scan, and their
 * step-by-step form.
 */
@NullMarked
package io.unfade.nn.attention;

import org.jspecify.annotations.NullMarked;

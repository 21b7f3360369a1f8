/**
 * The equations of recurrent cells, step by step, on plain arrays in double precision. Needs no engine.
 */
@NullMarked
package io.unfade.nn.cell;

import org.jspecify.annotations.NullMarked;

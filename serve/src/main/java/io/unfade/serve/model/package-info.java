/** Models that are kept in memory, and what they are asked between jobs. */
@NullMarked
package io.unfade.serve.model;

import org.jspecify.annotations.NullMarked;

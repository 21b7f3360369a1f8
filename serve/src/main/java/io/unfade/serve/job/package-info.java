/** Use cases that run one after the other, are kept on disk, and tell how they go. */
@NullMarked
package io.unfade.serve.job;

import org.jspecify.annotations.NullMarked;

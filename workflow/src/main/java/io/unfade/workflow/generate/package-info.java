/** Use cases that make data: series whose decisive cells are known, signals planted in the user's own, and simulated task fMRI. */
@NullMarked
package io.unfade.workflow.generate;

import org.jspecify.annotations.NullMarked;

/** Whether the maps of a model can be trusted: which series are audited, in which order and how long, and the report. */
@NullMarked
package io.unfade.workflow.audit;

import org.jspecify.annotations.NullMarked;

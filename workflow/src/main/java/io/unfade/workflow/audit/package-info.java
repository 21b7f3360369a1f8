/** Whether the maps of a model can be trusted: seven questions, what is measured for each, and the rules of the answers. */
@NullMarked
package io.unfade.workflow.audit;

import org.jspecify.annotations.NullMarked;

/** What an audit found: numbers of maps under conditions, and the answers that follow from them. */
@NullMarked
package io.unfade.workflow.audit.finding;

import org.jspecify.annotations.NullMarked;

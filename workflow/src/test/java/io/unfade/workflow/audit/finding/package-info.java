@NullMarked
package io.unfade.workflow.audit.finding;

import org.jspecify.annotations.NullMarked;

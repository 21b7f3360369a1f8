@NullMarked
package io.unfade.workflow.audit.section;

import org.jspecify.annotations.NullMarked;

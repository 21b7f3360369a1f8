@NullMarked
package io.unfade.workflow.audit;

import org.jspecify.annotations.NullMarked;

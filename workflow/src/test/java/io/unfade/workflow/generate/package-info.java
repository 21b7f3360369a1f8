@NullMarked
package io.unfade.workflow.generate;

import org.jspecify.annotations.NullMarked;

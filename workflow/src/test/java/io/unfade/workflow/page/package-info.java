@NullMarked
package io.unfade.workflow.page;

import org.jspecify.annotations.NullMarked;

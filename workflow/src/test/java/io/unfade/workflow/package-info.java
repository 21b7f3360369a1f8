@NullUnmarked
package io.unfade.workflow;

import org.jspecify.annotations.NullUnmarked;

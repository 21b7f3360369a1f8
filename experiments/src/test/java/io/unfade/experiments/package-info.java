@NullMarked
package io.unfade.experiments;

import org.jspecify.annotations.NullMarked;

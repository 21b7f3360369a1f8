@NullMarked
package io.unfade.site;

import org.jspecify.annotations.NullMarked;

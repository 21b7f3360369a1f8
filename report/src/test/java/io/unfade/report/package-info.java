@NullMarked
package io.unfade.report;

import org.jspecify.annotations.NullMarked;

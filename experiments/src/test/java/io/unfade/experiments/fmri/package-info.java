@NullMarked
package io.unfade.experiments.fmri;

import org.jspecify.annotations.NullMarked;

/**
 * Use cases of brain images: from runs to series, from saliency to maps, comparisons and pages.
 */
@NullMarked
package io.unfade.workflow.fmri;

import org.jspecify.annotations.NullMarked;

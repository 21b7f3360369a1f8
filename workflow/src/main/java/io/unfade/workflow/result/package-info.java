/**
 * Results of use cases, as values convertible to JSON for programs and text for people.
 */
@NullMarked
package io.unfade.workflow.result;

import org.jspecify.annotations.NullMarked;

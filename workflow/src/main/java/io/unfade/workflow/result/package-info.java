/**
 * What use cases found, as values that turn into JSON for programs and text for people.
 */
@NullMarked
package io.unfade.workflow.result;

import org.jspecify.annotations.NullMarked;

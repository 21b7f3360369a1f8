/**
 * Parts of requests: how to read files, what to build a model from, what to explain.
 */
@NullMarked
package io.unfade.workflow.option;

import org.jspecify.annotations.NullMarked;

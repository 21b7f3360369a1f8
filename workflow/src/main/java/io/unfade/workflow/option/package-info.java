/**
 * Parts of requests: how files are read, what a model is made of, what is explained.
 */
@NullMarked
package io.unfade.workflow.option;

import org.jspecify.annotations.NullMarked;

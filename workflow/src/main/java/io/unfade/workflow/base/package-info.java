/**
 * What all use cases share: requests and results, how they are written as JSON, outputs that no other job may write.
 */
@NullMarked
package io.unfade.workflow.base;

import org.jspecify.annotations.NullMarked;

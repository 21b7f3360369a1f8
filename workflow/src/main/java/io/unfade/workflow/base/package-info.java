/**
 * Shared by all use cases: requests, results, their JSON, and outputs locked against other jobs.
 */
@NullMarked
package io.unfade.workflow.base;

import org.jspecify.annotations.NullMarked;

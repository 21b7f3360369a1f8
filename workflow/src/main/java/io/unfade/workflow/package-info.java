/**
 * Use cases: each is a record of settings that runs and returns a result. They do not use a terminal.
 */
@NullMarked
package io.unfade.workflow;

import org.jspecify.annotations.NullMarked;

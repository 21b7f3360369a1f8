/**
 * Use cases: each is a record of settings that is run and gives a result. They know no terminal.
 */
@NullMarked
package io.unfade.workflow;

import org.jspecify.annotations.NullMarked;

/**
 * The search for settings of a new model: what is searched, the candidates, successive halving, and what is kept of it. Start
 * at {@link io.unfade.workflow.tune.Search}.
 */
@NullMarked
package io.unfade.workflow.tune;

import org.jspecify.annotations.NullMarked;

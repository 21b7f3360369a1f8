/** One trained model as experiments need it: kinds of models, ways to train, the test of a model and its maps. */
@NullMarked
package io.unfade.experiments.trial;

import org.jspecify.annotations.NullMarked;

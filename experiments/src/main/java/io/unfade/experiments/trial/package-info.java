/** Single trained models for experiments: kinds of models, regimes of training, their tests and maps. */
@NullMarked
package io.unfade.experiments.trial;

import org.jspecify.annotations.NullMarked;

/**
 * Cross-validation: models trained on parts of a set, each tested and explained on the part it has not seen. The way in is
 * {@link io.unfade.validation.CrossValidation}. Depends on {@code saliency} and {@code train}.
 */
@NullMarked
package io.unfade.validation;

import org.jspecify.annotations.NullMarked;

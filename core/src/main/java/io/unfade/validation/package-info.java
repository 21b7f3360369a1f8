/**
 * Cross-validation: models trained on parts of a set, each tested and explained on the held-out part. Start at {@link
 * io.unfade.validation.CrossValidation}. Depends on {@code attribution} and {@code train}.
 */
@NullMarked
package io.unfade.validation;

import org.jspecify.annotations.NullMarked;

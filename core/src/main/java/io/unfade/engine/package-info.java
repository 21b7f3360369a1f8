/**
 * The only package that touches the engine's internals: startup, native-memory scopes, gradients, fused recurrent
 * operators and seeds. Depends on {@code check} only.
 */
@NullMarked
package io.unfade.engine;

import org.jspecify.annotations.NullMarked;

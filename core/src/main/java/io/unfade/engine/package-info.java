/**
 * The only package that touches the engine's internals: its start, native-memory scopes, gradients, fused recurrent operators and seeds. Depends on nothing of ours.
 */
@NullMarked
package io.unfade.engine;

import org.jspecify.annotations.NullMarked;

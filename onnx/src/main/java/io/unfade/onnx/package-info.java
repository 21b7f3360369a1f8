/** ONNX files as models, computed by ONNX Runtime. Depends on {@code model} and what is below it. */
@NullMarked
package io.unfade.onnx;

import org.jspecify.annotations.NullMarked;

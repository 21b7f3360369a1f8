/** Trained models as ONNX files, for programs that know nothing of unfade. */
@NullMarked
package io.unfade.onnx.export;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.unfade.onnx;

import org.jspecify.annotations.NullMarked;

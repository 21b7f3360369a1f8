@NullMarked
package io.unfade.onnx.export;

import org.jspecify.annotations.NullMarked;

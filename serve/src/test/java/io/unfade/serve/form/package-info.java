@NullUnmarked
package io.unfade.serve.form;

import org.jspecify.annotations.NullUnmarked;

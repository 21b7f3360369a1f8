/** The page in a real browser. */
@NullUnmarked
package io.unfade.serve.browser;

import org.jspecify.annotations.NullUnmarked;

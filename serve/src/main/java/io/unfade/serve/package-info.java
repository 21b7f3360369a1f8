/** The web app: a server of the use cases for browsers and for programs. */
@NullMarked
package io.unfade.serve;

import org.jspecify.annotations.NullMarked;

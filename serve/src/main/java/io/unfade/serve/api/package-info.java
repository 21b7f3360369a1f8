/** The routes: from requests over HTTP to the parts of the server, and back. */
@NullMarked
package io.unfade.serve.api;

import org.jspecify.annotations.NullMarked;

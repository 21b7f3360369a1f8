/** The routes: requests in, answers out; what they mean is elsewhere. */
@NullMarked
package io.unfade.serve.api;

import org.jspecify.annotations.NullMarked;

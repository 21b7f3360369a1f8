/** What stands between the network and the use cases: who may ask, how failures are told, the files of the page. */
@NullMarked
package io.unfade.serve.http;

import org.jspecify.annotations.NullMarked;

/** Forms of all use cases, made of their records alone, and the files that a request names. */
@NullMarked
package io.unfade.serve.form;

import org.jspecify.annotations.NullMarked;

/**
 * The documentation site: README.md and the documents of {@code docs} as pages of one folder, which work without
 * network and without a server. {@link io.unfade.site.Main} writes it. No part of the product; uses nothing of it.
 */
@NullMarked
package io.unfade.site;

import org.jspecify.annotations.NullMarked;

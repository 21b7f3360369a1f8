/** Holds the shape of the app as a whole. */
package io.unfade;

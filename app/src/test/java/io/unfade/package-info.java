/** Enforces the structure of the app. */
package io.unfade;

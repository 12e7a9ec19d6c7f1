/** The start of the service. */
@NullMarked
package dev.kennzahl;

import org.jspecify.annotations.NullMarked;

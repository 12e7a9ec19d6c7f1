/** What a figure means: units, directions, dimensions, variants and texts; never how it is fetched. */
@NullMarked
package dev.kennzahl.catalogue;

import org.jspecify.annotations.NullMarked;

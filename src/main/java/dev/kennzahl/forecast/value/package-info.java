/** What customers will buy: models of their purchases and of what they spend. */
@NullMarked
package dev.kennzahl.forecast.value;

import org.jspecify.annotations.NullMarked;

/** The nouns of selling: deals, customers, products, employees and leads, with the fields each has and the states it can be in. */
@NullMarked
package dev.kennzahl.sales;

import org.jspecify.annotations.NullMarked;

/** Figures over REST and GraphQL. */
@NullMarked
package dev.kennzahl.metrics.web;

import org.jspecify.annotations.NullMarked;

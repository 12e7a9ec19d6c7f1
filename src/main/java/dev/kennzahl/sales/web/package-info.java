/** The records themselves over REST and GraphQL, and the tenant's settings. */
@NullMarked
package dev.kennzahl.sales.web;

import org.jspecify.annotations.NullMarked;

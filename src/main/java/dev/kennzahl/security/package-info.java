/** Who is calling: API keys, roles, and the tenant a caller belongs to. */
@NullMarked
package dev.kennzahl.security;

import org.jspecify.annotations.NullMarked;

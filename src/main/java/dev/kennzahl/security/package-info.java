/** Who is calling: API keys and tokens, roles, and the tenant a caller belongs to. */
@NullMarked
package dev.kennzahl.security;

import org.jspecify.annotations.NullMarked;

/** Keys over HTTP, and the operator's door for new tenants. */
@NullMarked
package dev.kennzahl.security.web;

import org.jspecify.annotations.NullMarked;

/** Tests of the packaged application: processes as a user starts them, looked at from outside only. */
@NullMarked
package dev.kennzahl.packaged;

import org.jspecify.annotations.NullMarked;

/** What the native image is told at build time, checked where no native builder is: the sources of the image, as Quarkus writes them. */
@NullMarked
package dev.kennzahl.nativeimage;

import org.jspecify.annotations.NullMarked;

/** What the service is shipped in: the container files, and the image that the build makes without a container engine. */
@NullMarked
package dev.kennzahl.image;

import org.jspecify.annotations.NullMarked;

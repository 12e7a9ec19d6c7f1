/** The demo tenant and its data: a generated sample company, or a folder of public files, loaded through the public interface. */
@NullMarked
package dev.kennzahl.demo;

import org.jspecify.annotations.NullMarked;

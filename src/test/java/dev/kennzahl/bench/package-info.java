/**
 * How fast the packaged service is, as ratios against a baseline measured in the same run on the same Postgres. Nothing here
 * runs with the tests: {@code ./mvnw verify -Dbench}.
 */
@NullMarked
package dev.kennzahl.bench;

import org.jspecify.annotations.NullMarked;

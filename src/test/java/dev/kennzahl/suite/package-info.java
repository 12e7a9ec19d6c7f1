/**
 * The tests in a few portions, which is how {@code ./mvnw verify} and, in two others, {@code -Dquick} run them: the service starts
 * once in a portion, while Surefire with several JVMs would have it started anew for every class (quarkusio/quarkus issue 43979), and
 * its compiled code thrown away. A class is in a portion by its package, and by its name where it has a profile; {@link OtherSuite}
 * has what no other portion names.
 */
@NullMarked
package dev.kennzahl.suite;

import org.jspecify.annotations.NullMarked;

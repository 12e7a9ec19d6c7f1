package dev.kennzahl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/** Tells long random stories to the store and questions it. Left out with {@code -DexcludedGroups=random-histories}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("random-histories")
public @interface RandomHistories {}

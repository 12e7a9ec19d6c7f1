package dev.kennzahl.metrics;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * What holds in every story. A law is held to one story, another law to another; with {@code -Dkennzahl.test.stories=2} each is held to
 * two of its seeds, and so on.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(StoryLaw.Seeds.class)
@interface StoryLaw {
    /** The seeds of stories that have what the law is about. */
    long[] value();

    /** Chooses by the name of the law, so that it is the same story in every run. */
    final class Seeds implements ArgumentsProvider {
        private static final int STORIES = Integer.getInteger("kennzahl.test.stories", 1);

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            long[] seeds = context.getRequiredTestMethod()
                    .getAnnotation(StoryLaw.class)
                    .value();
            int first = Math.floorMod(context.getRequiredTestMethod().getName().hashCode(), seeds.length);
            LongStream fromFirstOn =
                    LongStream.concat(Arrays.stream(seeds, first, seeds.length), Arrays.stream(seeds, 0, first));
            return fromFirstOn.limit(STORIES).mapToObj(Arguments::of);
        }
    }
}

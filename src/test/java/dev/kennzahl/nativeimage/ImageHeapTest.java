package dev.kennzahl.nativeimage;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Static fields are filled when the image is built, not when the service starts. What must be new in each process stops the build,
 * or, worse, is the same in all of them: so it is made where it is used.
 */
class ImageHeapTest {
    private static final List<Class<?>> NEW_IN_EACH_PROCESS = List.of(
            Random.class,
            RandomGenerator.class,
            Thread.class,
            Executor.class,
            java.time.Clock.class,
            java.lang.ref.Cleaner.class,
            java.nio.channels.Channel.class,
            java.io.FileDescriptor.class,
            java.nio.MappedByteBuffer.class,
            ProcessHandle.class);

    @Test
    void nothingIsKeptInAStaticFieldThatMustBeNewInEachProcess() {
        List<String> kept = OwnClasses.all().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> NEW_IN_EACH_PROCESS.stream().anyMatch(type -> type.isAssignableFrom(field.getType())))
                .map(ImageHeapTest::name)
                .toList();
        assertThat(kept).as("make it where it is used").isEmpty();
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getName() + "." + field.getName();
    }
}

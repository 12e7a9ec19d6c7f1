package dev.kennzahl.metrics;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Every KPI's worked examples, through import and query; and its texts in every language. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WorkedExamplesTest {
    @Inject
    Kpis kpis;

    @Inject
    Messages messages;

    @Test
    void everyClassOfAKpiIsFoundByInjection() {
        Set<String> written = new ClassFileImporter()
                .importPackages("dev.kennzahl.metrics.kpi").stream()
                        .filter(type -> type.isAssignableTo(Kpi.class) && type.isTopLevelClass())
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        assertThat(kpis.all().stream().map(kpi -> kpi.getClass().getName()))
                .as("each has one constructor, or one with @Inject")
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    @Thorough
    void everyExampleGivesItsValue() {
        for (Kpi kpi : kpis.all()) {
            assertThat(kpi.definition().examples()).as(kpi.definition().key()).isNotEmpty();
            for (WorkedExample example : kpi.definition().examples()) {
                TestTenant tenant = TestTenant.create();
                example.files().forEach(file -> tenant.importCsv(file.dataset(), file.rows()));
                if (!example.settings().isEmpty()) {
                    tenant.request()
                            .contentType("application/json")
                            .body(example.settings())
                            .patch("/api/v1/tenant")
                            .then()
                            .statusCode(200);
                }
                Question question = Question.of(kpi.definition().key(), example.from(), example.to())
                        .with("variant", example.variant())
                        .with("grain", "total")
                        .with("groupBy", example.groupBy().isEmpty() ? null : example.groupBy())
                        .with("option", option(example));
                KpiClient client = new KpiClient(tenant);
                AnsweredPoint point =
                        client.ask(question).series().get(0).points().get(0);
                assertThat(point.value())
                        .as(kpi.definition().key() + " " + example.variant())
                        .isEqualTo(example.value());
                // A hundred thousand customers would be read in pages of four, for hours.
                boolean fewRecords = point.sampleSize() < 1000;
                if (fewRecords
                        && example.groupBy().isEmpty()
                        && !kpi.holdsForecasts(KpiTraits.asked(kpi, example.variant()))) {
                    new DrillDown(client, kpis).reproduces(question, point, client.records(question, 4));
                }
            }
        }
    }

    private static String option(WorkedExample example) {
        assertThat(example.options()).as("one at a time").hasSizeLessThan(2);
        return example.options().entrySet().stream()
                .map(option -> option.getKey() + ":" + option.getValue())
                .findFirst()
                .orElse(null);
    }

    @Test
    void everyKpiNamesThoseItIsBuiltOn() {
        for (Kpi kpi : kpis.all()) {
            List<String> given = Arrays.stream(kpi.getClass().getDeclaredConstructors())
                    .filter(constructor -> !Modifier.isPrivate(constructor.getModifiers()))
                    .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()))
                    .flatMap(type -> kpis.all().stream().filter(type::isInstance))
                    .map(other -> other.definition().key())
                    .toList();
            assertThat(kpi.definition().builtOn())
                    .as(kpi.definition().key() + ": builtOn(…) names the KPIs that its constructor is given")
                    .isEqualTo(given);
        }
    }

    @Test
    void everyKpiNamesTheDataSetsOfItsExamples() {
        for (Kpi kpi : kpis.all()) {
            Set<String> needed = kpi.definition().examples().stream()
                    .flatMap(example -> example.files().stream())
                    .map(WorkedExample.File::dataset)
                    .filter(dataset -> !dataset.equals("exchange-rates")) // convert whatever is money
                    .collect(Collectors.toSet());
            assertThat(kpi.definition().sources())
                    .as(kpi.definition().key() + ": alsoReads(…) names what its records are looked up in")
                    .containsAll(needed);
        }
    }

    @Test
    void everyExampleIsExplainedInGerman() {
        for (Kpi kpi : kpis.all()) {
            for (int i = 1; i <= kpi.definition().examples().size() + 1; i++) {
                String key = "kpi." + kpi.definition().key() + ".example." + i;
                assertThat(messages.find(key, Locale.GERMAN).isPresent())
                        .as(key)
                        .isEqualTo(i <= kpi.definition().examples().size());
            }
        }
    }

    @Test
    void everyKpiHasTextsInEveryLanguage() {
        for (Kpi kpi : kpis.all()) {
            for (String part : List.of("label", "description", "formula", "traps")) {
                Messages.LANGUAGES.forEach(language -> assertThat(
                                messages.find("kpi." + kpi.definition().key() + "." + part, language))
                        .as(kpi.definition().key() + " " + part + " " + language)
                        .isNotEmpty());
            }
        }
    }
}

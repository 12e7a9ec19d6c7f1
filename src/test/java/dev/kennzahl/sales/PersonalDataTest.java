package dev.kennzahl.sales;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PersonalDataTest {
    /** What figures are grouped by, and so must outlive the person; names of things and never of people. */
    private static final Set<String> DIMENSIONS = Set.of(
            "campaign_id",
            "channel",
            "company_size",
            "competitor",
            "country",
            "deal_id",
            "forecast_category",
            "industry",
            "kpi",
            "lead_source",
            "lost_reason",
            "pipeline",
            "product_group",
            "product_id",
            "region",
            "role",
            "segment",
            "stage",
            "team",
            "type");

    @Test
    void everyTextFieldIsPersonalOrRefersToSomebodyOrIsADimension() {
        Set<String> undecided = new TreeSet<>();
        for (DataSet set : DataSet.all()) {
            for (Field field : set.describedFields()) {
                boolean decided = PersonalData.isPersonal(field.name())
                        || PersonalData.referred(field.name()).isPresent()
                        || DIMENSIONS.contains(field.name());
                if (field.type() == FieldType.TEXT && field.values().isEmpty() && !decided) {
                    undecided.add(set.key() + "." + field.name());
                }
            }
        }
        assertThat(undecided)
                .as("say in PersonalData whether it may tell who somebody is, or here that it cannot")
                .isEmpty();
    }

    @Test
    void noFieldIsBothPersonalAndADimension() {
        assertThat(DIMENSIONS).noneMatch(PersonalData::isPersonal).noneMatch(field -> PersonalData.referred(field)
                .isPresent());
    }

    @Test
    void whateverMayBeAPersonCanBeReferredTo() {
        assertThat(Arrays.stream(EntityType.values())
                        .filter(entity -> !PersonalData.referencesTo(entity).isEmpty()))
                .containsExactlyInAnyOrderElementsOf(PersonalData.PERSONS);
        assertThat(PersonalData.referencesTo(EntityType.EMPLOYEE))
                .containsExactly("employee_id", "manager_id", "owner_id");
    }
}

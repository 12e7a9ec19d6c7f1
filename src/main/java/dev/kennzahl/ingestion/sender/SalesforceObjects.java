package dev.kennzahl.ingestion.sender;

import java.util.Map;
import java.util.Optional;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.sales.EntityType;

/** Which of our records Salesforce's objects are. All others have no effect here. */
final class SalesforceObjects {
    static final String SENDER = "salesforce";

    private static final Map<String, EntityType> ENTITY_OF = Map.of(
            "Opportunity", EntityType.DEAL,
            "Lead", EntityType.LEAD,
            "Account", EntityType.CUSTOMER,
            "Product2", EntityType.PRODUCT,
            "User", EntityType.EMPLOYEE);

    private SalesforceObjects() {}

    static Optional<EntityType> entity(String object) {
        return Optional.ofNullable(ENTITY_OF.get(object));
    }

    /** @param id with 18 characters */
    static RecordKey record(ConnectionSettings settings, EntityType entity, String object, String id) {
        String account =
                settings.option("organizationId").flatMap(SalesforceId::of).orElse(settings.connectionId());
        return new RecordKey(entity, SENDER, account, object, id);
    }
}
